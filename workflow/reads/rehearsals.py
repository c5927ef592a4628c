"""The newest rehearsal of a change."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.agreements import Rehearsal


def newest(session: Session, change_id: int) -> Rehearsal | None:
    """The last one that was asked for."""
    query = sa.select(Rehearsal).where(Rehearsal.change_id == change_id).order_by(Rehearsal.id.desc())
    return session.scalars(query.limit(1)).first()
