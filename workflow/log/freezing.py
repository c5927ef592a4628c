"""Logs that are written no more because two stories of them are signed; `journal` asks before every act."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.events import FrozenLog, Log


def freeze(session: Session, log_id: int, why: str, at: datetime) -> None:
    """Write no more to this log; said once."""
    if session.get(FrozenLog, log_id) is None:
        session.add(FrozenLog(log_id=log_id, since=at, why=why))


def frozen(session: Session) -> list[tuple[str, datetime, str]]:
    """Every log that stands still, since when and why; one whose year goes on in a later part holds up nobody."""
    later = sa.orm.aliased(Log)
    same = (later.year == Log.year, later.part > Log.part, later.agreement_id.is_not_distinct_from(Log.agreement_id))
    query = sa.select(Log.origin, FrozenLog.since, FrozenLog.why).join(FrozenLog, FrozenLog.log_id == Log.id)
    return [
        (row[0], row[1], row[2]) for row in session.execute(query.where(~sa.exists().where(*same)).order_by(Log.id))
    ]
