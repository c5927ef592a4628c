"""After a restore the past must not happen again: timers and deliveries are held until an operator releases them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.log.journal import spelled
from workflow.records.operation import Hold
from workflow.seats import installing

RELEASED: Final = "release_hold"


def held(session: Session) -> Hold | None:
    """The hold in force, if there is one."""
    query = sa.select(Hold).where(Hold.released_at.is_(None)).order_by(Hold.id.desc()).limit(1)
    return session.scalars(query).first()


def hold(session: Session, *, backup: str, taken_at: datetime, at: datetime) -> None:
    """Hold what a restored database would otherwise do by itself. No event yet: the logs stay those of the backup
    until somebody has seen that they may go on."""
    session.add(Hold(since=at, taken_at=taken_at, backup=backup))


def release(database: Database, at: datetime, by: Collection[int] = ()) -> Hold | None:
    """Let timers and deliveries go on; the installation's log tells what was restored, and who agreed."""
    with database.read() as session:
        found = held(session)
    if found is None:
        return None
    with database.write(at) as work:
        work.guarded(Hold, Hold.id == found.id, Hold.released_at.is_(None), released_at=at)
        facts: dict[str, Any] = {
            "backup": found.backup,
            "taken_at": spelled(found.taken_at),
            "since": spelled(found.since),
        }
        facts |= {"confirmed": list(by)} if by else {}
        installing.record(work, RELEASED, facts=facts)
    return found
