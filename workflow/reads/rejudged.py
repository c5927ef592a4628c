"""Standards whose past acts are judged again, and where each of these acts stands in the log."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.audit import Scope
from workflow.reads.sealing import Key, sealed
from workflow.records.events import Event, Log
from workflow.records.standards import Standard

PAGE = 10  # judged for one page: each is replayed from its first act


def standards(session: Session, scope: Scope, page: int) -> tuple[int, Sequence[Standard]]:
    """How many standards an auditor looks at, and one page of them, the newest first."""
    ours = [] if scope.agreements is None else [Standard.agreement_id.in_(scope.agreements)]
    total = session.scalar(sa.select(sa.func.count()).select_from(Standard).where(*ours)) or 0
    query = sa.select(Standard).where(*ours).order_by(Standard.id.desc())
    return total, session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)).all()


def standard(session: Session, scope: Scope, standard_id: int) -> Standard | None:
    """One of them."""
    found = session.get(Standard, standard_id) if 0 < standard_id < 2**31 else None
    is_ours = found is not None and (scope.agreements is None or found.agreement_id in scope.agreements)
    return found if is_ours else None


def logs(session: Session, origins: Collection[str]) -> dict[str, int]:
    """The ids of logs by their names."""
    rows = session.execute(sa.select(Log.origin, Log.id).where(Log.origin.in_(origins)))
    return {origin: log_id for origin, log_id in rows}


def closed(session: Session, standard_id: int) -> frozenset[Key]:
    """The acts of a standard that are not to be told yet."""
    return sealed(session, Event.noun == "standard", Event.object_id == standard_id)
