"""The host's own tables as a source: what its API would tell a region, for a disk that is packed beside them."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.checkpoints import consistency
from workflow.log.tiles import unbundle
from workflow.reads.record import ENTRIES, bundle, signed
from workflow.records.events import Log
from workflow.witnessing.memory import in_order
from workflow.witnessing.sources import Payload, Unreachable


@dataclass(frozen=True)
class Tables:
    """The logs of one agreement in this database."""

    database: Database
    agreement: int

    def heads(self) -> list[bytes]:
        with self.database.read() as session:
            logs = session.scalars(sa.select(Log).where(Log.agreement_id == self.agreement)).all()
            notes = [signed(session, log.id) for log in sorted(logs, key=lambda log: in_order(log.origin))]
            return [note.note.encode() for note in notes if note]

    def consistency(self, origin: str, old: int, new: int) -> tuple[bytes, ...]:
        with self.database.read() as session:
            return tuple(consistency(session, self._id(origin), old=old, new=new))

    def entries(self, origin: str, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, ENTRIES):
            with self.database.read() as session:
                entries = unbundle(bundle(session, self._id(origin), at, min(end, at + ENTRIES)))
            yield from entries

    def payload(self, origin: str, start: int, end: int) -> Payload:
        return Payload()

    def _id(self, origin: str) -> int:
        with self.database.read() as session:
            found = session.scalar(sa.select(Log.id).where(Log.origin == origin))
        if found is None:
            raise Unreachable(origin)
        return found
