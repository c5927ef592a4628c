"""A database replayed: what its record alone says against it."""

from collections.abc import Iterator

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.stands import hashes
from workflow.records.standards import Standard
from workflow.replaying.stored import Stored, leaves_of
from workflow.replaying.verdict import Verdict


def faults(database: Database) -> list[str]:
    """Unlawful acts by their rules, and standards whose state is not the one that their record tells."""
    return list(_faults(database))


def _faults(database: Database) -> Iterator[str]:
    with database.read() as session:
        stored = Stored(session)
        for each, agreement in session.execute(sa.select(Standard.id, Standard.agreement_id)).all():
            replay = stored.replay(session, each, agreement)
            for verdict in replay.verdicts(leaves_of(session, each)):
                yield from told(verdict)
            ((recorded, stands),) = hashes(session, {each: replay.book}).values()
            if recorded != stands:
                yield f"standard/{each}: its state is not that of its record"


def told(verdict: Verdict) -> list[str]:
    """What speaks against an act, for whoever reads a test."""
    place = f"{verdict.object} {verdict.sequence} {verdict.act}"
    return [f"{place}: {broken.rule} {dict(broken.facts)}" for broken in verdict.unlawful]
