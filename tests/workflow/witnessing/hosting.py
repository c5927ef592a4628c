"""A host's logs read straight from its database, as the API tells them: for tests that need no HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.checkpoints import checkpoint_all, consistency
from workflow.log.signer import Signer
from workflow.log.tiles import unbundle
from workflow.reads.record import bundle, signed
from workflow.records.events import Log
from workflow.witnessing.memory import in_order
from workflow.witnessing.sources import Payload


@dataclass
class Tables:
    """What a host with this database and signer tells of one agreement's logs."""

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
        with self.database.read() as session:
            for at in range(start, end, 256):
                yield from unbundle(bundle(session, self._id(origin), at, min(end, at + 256)))

    def payload(self, origin: str, start: int, end: int) -> Payload:
        return Payload()

    def _id(self, origin: str) -> int:
        with self.database.read() as session:
            return session.scalars(sa.select(Log.id).where(Log.origin == origin)).one()
