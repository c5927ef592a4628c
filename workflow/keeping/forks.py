"""A log that was signed further than the database reaches: going on would tell a second story under the same name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.checkpoints import range_root
from workflow.log.journal import Deed, append, next_sequence, open_log
from workflow.log.signer import Signer
from workflow.records.events import Log
from workflow.settings import Settings

NOUN: Final = "log"


@dataclass(frozen=True)
class Behind:
    """A log whose signed head is not among its leaves."""

    log_id: int
    origin: str
    size: int
    signed: int
    root: bytes  # of the signed head
    is_fork: bool = False  # it tells another story than the signed one, which nothing can catch up
    lost: tuple[str, ...] = ()  # the acts that it lacks, where a mirror tells them


def behind(database: Database, settings: Settings) -> list[Behind]:
    """The logs of the database that do not contain the head signed last; none where nothing was ever signed."""
    signer, found = signer_of(settings), []
    if signer is None:
        return []
    with database.read() as session:
        for log_id, origin, size in session.execute(sa.select(Log.id, Log.origin, Log.size).order_by(Log.id)).all():
            signed = signer.last(origin)
            if signed.size > size or range_root(session, log_id)(0, signed.size) != signed.root:
                is_fork = size >= signed.size
                found.append(Behind(log_id, origin, size, signed.size, signed.root, is_fork))
    return found


def go_on(database: Database, settings: Settings, lost: Behind, at: datetime, by: Collection[int] = ()) -> None:
    """Accept that acts are lost: the log ends where it is, a new part of its own name goes on, and its first leaf tells
    what had been signed, and who agreed. So no head is ever signed that contradicts an earlier one."""
    with database.write(at) as work:
        log = work.session.get_one(Log, lost.log_id)
        if next_sequence(work.session, NOUN, log.id) == 1:  # else it was told before the signer could forget
            name = log.origin.rpartition("/")[0]
            open_log(work.session, name, log.agreement_id, log.year, log.part + 1)
            told = {"log": lost.origin, "size": lost.size, "signed": lost.signed, "root": lost.root.hex()}
            told |= {"confirmed": list(by)} if by else {}
            append(work, _deed(log, told, at))
        work.recorded += 1
    signer = signer_of(settings)
    if signer is not None:
        signer.close(lost.origin)


def _deed(log: Log, told: dict[str, Any], at: datetime) -> Deed:
    return Deed(
        noun=NOUN,
        object_id=log.id,
        sequence=1,
        act="open_part",
        seat=None,
        at=at,
        agreement_id=log.agreement_id,
        facts=told,
    )


def signer_of(settings: Settings) -> Signer | None:
    """The signer, where its memory lies beside this process."""
    key = settings.var_path / "keys" / "log.key"
    return Signer(key, settings.var_path / "signer") if key.exists() else None
