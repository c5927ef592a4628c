"""The overlap finder: each standard that is new, or has a new title, is laid beside all others of the installation, of
every group. What is alike is noted on both sides and both are woken; telling and answering are the process's affair.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.records.notices import Timer
from workflow.records.standards import Standard
from workflow.records.standstill import Lookalike, LookedOver
from workflow.text.likeness import ALIKE, Subject, likeness
from workflow.vocabulary import BEFORE, ENDED, Joint

MOST: Final = 100  # standards looked over in one look
TIMER: Final = "alike"
UNDER_WAY: Final = BEFORE | {Joint.PROPOSED}
CLOSEST: Final = 5  # alerts that one look gives a standard


class Titled(NamedTuple):
    """A standard as the finder reads it."""

    id: int
    title_zh: str
    scope: str
    ics: str
    ccs: str
    lineage: str
    state: Joint
    lead_region: str

    @property
    def subject(self) -> Subject:
        return Subject(self.title_zh, self.scope, (self.ics, self.ccs))


class Pair(NamedTuple):
    """Two standards alike, the new one first, and how much, of a hundred."""

    one: Titled
    other: Titled
    likeness: int


def look(database: Database, at: datetime) -> int:
    """Look over what is new; gives how many pairs were found."""
    with database.read() as session:
        new = _new(session)
        known = [Titled(*row) for row in session.execute(_titled().where(Standard.state.not_in(ENDED)))] if new else []
    if not new:
        return 0
    found = [pair for one in new for pair in closest(one, known)]
    with database.plain() as session:
        _note(session, found, at)
        for one in new:
            session.merge(LookedOver(standard_id=one.id, title=one.title_zh, at=at))
    return len(found)


def closest(one: Titled, known: list[Titled]) -> list[Pair]:
    """The standards most alike, unless both are released already, or one revises the other."""
    others = (other for other in known if other.lineage != one.lineage and UNDER_WAY & {one.state, other.state})
    scored = ((likeness(one.subject, other.subject), other) for other in others)
    found = [Pair(one, other, round(100 * score)) for score, other in scored if score >= ALIKE]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.other.id))[:CLOSEST]


def _titled() -> sa.Select[Any]:
    return sa.select(*(getattr(Standard, name) for name in Titled._fields)).order_by(Standard.id)


def _new(session: Session) -> list[Titled]:
    """Beyond the last one looked over, and those under way that were not, or have another title since."""
    last = session.scalar(sa.select(sa.func.max(LookedOver.standard_id))) or 0
    seen = sa.exists().where(LookedOver.standard_id == Standard.id, LookedOver.title == Standard.title_zh)
    wanted = sa.and_(Standard.state.not_in(ENDED), sa.or_(Standard.id > last, Standard.state.in_(UNDER_WAY)), ~seen)
    return [Titled(*row) for row in session.execute(_titled().where(wanted).limit(MOST))]


def _note(session: Session, found: list[Pair], at: datetime) -> None:
    """On both sides, each woken once; pairs that are known stay as they are."""
    sides = {(a.id, b.id): (b.lead_region, n) for one, other, n in found for a, b in ((one, other), (other, one))}
    ids = {mine for mine, _ in sides}
    query = sa.select(Lookalike.standard_id, Lookalike.other_id).where(Lookalike.standard_id.in_(ids))
    known = {(mine, other) for mine, other in session.execute(query)}
    rows = list(_rows({pair: told for pair, told in sides.items() if pair not in known}, at))
    if rows:
        session.execute(sa.insert(Lookalike), rows)
        woken = sorted({row["standard_id"] for row in rows})
        waiting = set(session.scalars(sa.select(Timer.standard_id).where(Timer.name == TIMER, Timer.due_at == at)))
        timers = [{"standard_id": id_, "name": TIMER, "due_at": at} for id_ in woken if id_ not in waiting]
        session.execute(sa.insert(Timer), timers)


def _rows(sides: dict[tuple[int, int], tuple[str, int]], at: datetime) -> Iterator[dict[str, Any]]:
    for (mine, other), (region, n) in sides.items():
        told = {"other_region": region, "likeness": n, "found_at": at}
        yield {"standard_id": mine, "other_id": other, **told}
