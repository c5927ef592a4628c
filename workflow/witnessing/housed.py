"""The host's own tables as a source: what its API would tell a region, for a disk that is packed beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.db import Database
from workflow.log.checkpoints import consistency
from workflow.log.tiles import unbundle
from workflow.parcels.sealing import Key
from workflow.parcels.telling import Parcel
from workflow.parcels.telling import parcels as sealed_behind
from workflow.picture.standing import Seat
from workflow.reads.payload import payload as told_behind
from workflow.reads.record import ENTRIES, bundle, signed
from workflow.records.events import Log
from workflow.settings import Settings
from workflow.storage.files import path_of
from workflow.witnessing.memory import in_order
from workflow.witnessing.sources import Payload, Unreachable


@dataclass(frozen=True)
class Tables:
    """The logs of one agreement in this database."""

    database: Database
    agreement: int
    seat: Seat  # as whom the region reads: nothing is packed that the API would not tell it
    settings: Settings
    hour: Callable[[], datetime] = clock.now

    @property
    def key(self) -> Key:
        return Key.of(self.settings)

    def heads(self) -> list[bytes]:
        with self.database.read() as session:
            ours = sa.or_(Log.agreement_id == self.agreement, Log.agreement_id.is_(None))
            logs = session.scalars(sa.select(Log).where(ours)).all()
            notes = [signed(session, log.id) for log in sorted(logs, key=lambda log: in_order(log.origin))]
            return [note.note.encode() for note in notes if note]

    def consistency(self, origin: str, old: int, new: int) -> tuple[bytes, ...]:
        with self.database.read() as session:
            return tuple(consistency(session, self._log(session, origin).id, old=old, new=new))

    def entries(self, origin: str, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, ENTRIES):
            with self.database.read() as session:
                entries = unbundle(bundle(session, self._log(session, origin), at, min(end, at + ENTRIES), self.seat))
            yield from entries

    def payload(self, origin: str, start: int, end: int) -> Payload:
        found = Payload({}, {})
        for at in range(start, end, ENTRIES):
            with self.database.read() as session:
                log = self._log(session, origin)
                until, hour = min(end, at + ENTRIES), self.hour()
                if log.agreement_id is not None:
                    found = found.with_lines(told_behind(session, self.seat, log.id, at, until, at=hour))
        return found

    def parcels(self, origin: str, start: int, end: int, size: int) -> Iterator[Parcel]:
        with self.database.read() as session:
            log_id = self._log(session, origin).id
        yield from sealed_behind(self.database, self.key, log_id, start, end, size)

    def sealed_file(self, origin: str, digest: str) -> bytes:
        try:
            return self.key.seal_file(digest, path_of(self.settings, digest).read_bytes())
        except OSError as gone:
            raise Unreachable(f"{origin}: {digest}") from gone

    def _log(self, session: Session, origin: str) -> Log:
        found = session.scalars(sa.select(Log).where(Log.origin == origin)).one_or_none()
        if found is None:
            raise Unreachable(origin)
        return found
