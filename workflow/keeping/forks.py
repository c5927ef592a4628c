"""A log that was signed further than the database reaches: going on would tell a second story under the same name."""

from dataclasses import dataclass

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.checkpoints import range_root
from workflow.log.signer import Signer
from workflow.records.events import Log
from workflow.settings import Settings


@dataclass(frozen=True)
class Behind:
    """A log whose signed head is not among its leaves."""

    origin: str
    size: int
    signed: int

    @property
    def lost(self) -> int:
        """Acts that were signed and are not there."""
        return max(0, self.signed - self.size)


def behind(database: Database, settings: Settings) -> list[Behind]:
    """The logs of the database that do not contain the head signed last; none where nothing was ever signed."""
    key = settings.var_path / "keys" / "log.key"
    if not key.exists():
        return []
    signer, found = Signer(key, settings.var_path / "signer"), []
    with database.read() as session:
        for log_id, origin, size in session.execute(sa.select(Log.id, Log.origin, Log.size).order_by(Log.id)).all():
            signed = signer.last(origin)
            if signed.size > size or range_root(session, log_id)(0, signed.size) != signed.root:
                found.append(Behind(origin, size, signed.size))
    return found
