"""The report of a replay: how many past acts were judged again, which of them were unlawful, and what nobody can judge.
One standard after another, each in a reading transaction of its own, in bounded memory."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.records.standards import Standard
from workflow.replaying.stored import Stored
from workflow.replaying.verdict import Verdict

MOST: Final = 1_000  # unlawful acts kept whole; the rest is counted
PAGE: Final = 500


@dataclass
class Rejudged:
    """What a replay found."""

    unlawful: list[Verdict] = field(default_factory=list)
    counts: Counter[str] = field(
        default_factory=Counter
    )  # standards, acts, unlawful, unjudged (acts of which a part is)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)  # act and rule, how often broken
    unjudged: Counter[tuple[str, str]] = field(default_factory=Counter)  # rule and lacking part, how often

    @property
    def is_clean(self) -> bool:
        """Whether nothing that can be judged speaks against any act."""
        return not self.counts["unlawful"]

    def take(self, verdict: Verdict) -> None:
        """Count one act."""
        self.counts["acts"] += 1
        self.counts["unjudged"] += bool(verdict.unjudged)
        self.unjudged.update(verdict.unjudged)
        if not verdict.is_lawful:
            self.counts["unlawful"] += 1
            self.rules.update((verdict.act, broken.rule) for broken in verdict.unlawful)
            self.unlawful += [verdict] if len(self.unlawful) < MOST else []


def report(database: Database, standard_id: int | None = None) -> Rejudged:
    """Every act on standards judged again, or those on one."""
    found, last = Rejudged(), 0
    for verdict in verdicts(database, standard_id):
        found.take(verdict)
        number = int(verdict.object.rpartition("/")[2])
        found.counts["standards"] += number != last
        last = number
    return found


def verdicts(database: Database, standard_id: int | None = None) -> Iterator[Verdict]:
    """The verdicts themselves, standard by standard."""
    with database.read() as session:
        stored = Stored(session)
    for each, agreement in _standards(database, standard_id):
        with database.read() as session:
            found = list(stored.verdicts(session, each, agreement))
        yield from found


def _standards(database: Database, standard_id: int | None) -> Iterator[tuple[int, int]]:
    last = 0
    while True:
        mine = [Standard.id > last] + ([Standard.id == standard_id] if standard_id is not None else [])
        query = sa.select(Standard.id, Standard.agreement_id).where(*mine)
        with database.read() as session:
            page = session.execute(query.order_by(Standard.id).limit(PAGE)).all()
        if not page:
            return
        yield from ((row.id, row.agreement_id) for row in page)
        last = page[-1].id
