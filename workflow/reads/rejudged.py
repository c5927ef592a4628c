"""Standards and entries whose past acts are judged again, and where each of these acts stands in the log."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.audit import Scope
from workflow.reads.sealing import Key, sealed
from workflow.records.agreements import Agreement
from workflow.records.events import Event, Log
from workflow.records.standards import Standard
from workflow.replaying.group import OF_THE_GROUP, Groups
from workflow.replaying.stored import told_where
from workflow.replaying.verdict import Verdict
from workflow.replaying.whole import of_entries

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


def kept(session: Session, scope: Scope) -> Sequence[tuple[Agreement, int]]:
    """The agreements with entries, each with how many acts on them there are."""
    ours = [] if scope.agreements is None else [Agreement.id.in_(scope.agreements)]
    counts = sa.select(Log.agreement_id, sa.func.count().label("n")).join(Event, Event.log_id == Log.id)
    counted = counts.where(Event.noun == "entry").group_by(Log.agreement_id).subquery()
    query = sa.select(Agreement, counted.c.n).join(counted, counted.c.agreement_id == Agreement.id).where(*ours)
    return [(one, n) for one, n in session.execute(query.order_by(Agreement.id))]


def entries(session: Session, agreement_id: int) -> list[Verdict]:
    """Every act on the entries of an agreement judged again."""
    return list(of_entries(session, Groups(told_where(session, Event.noun.in_(OF_THE_GROUP))), agreement_id))


def logs(session: Session, origins: Collection[str]) -> dict[str, int]:
    """The ids of logs by their names."""
    rows = session.execute(sa.select(Log.origin, Log.id).where(Log.origin.in_(origins)))
    return {origin: log_id for origin, log_id in rows}


def closed(session: Session, standard_id: int) -> frozenset[Key]:
    """The acts of a standard that are not to be told yet."""
    return sealed(session, Event.noun == "standard", Event.object_id == standard_id)
