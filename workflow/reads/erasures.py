"""What administrators and auditors see of keeping and erasing: requests, holds, what of an event could be erased."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.picture.standing import Seat
from workflow.reads.acknowledged import Taken, acknowledged
from workflow.reads.catalogue import own
from workflow.records.events import SECRET, Event, Log, Opening
from workflow.records.keeping import Erasure, LegalHold
from workflow.records.people import Person
from workflow.records.standards import Standard
from workflow.vocabulary import ErasureGround, Named, SeatRole

SEEN_BY = frozenset({SeatRole.SECADMIN, SeatRole.AUDADMIN, SeatRole.AUDITOR})
MOST = 200


@dataclass(frozen=True)
class Asked:
    """A request: what, why, who asked and who decided."""

    id: int
    log: str
    index: int
    field: str
    act: str
    ground: ErasureGround
    document: str
    asked_by: Named
    asked_at: datetime
    decided_by: Named | None
    decided_at: datetime | None
    is_done: bool | None
    is_mine: bool  # the person who looks asked for it
    taken: list[Taken]  # by regions that keep a mirror


@dataclass(frozen=True)
class Held:
    """A hold on a standard, in force or lifted."""

    id: int
    standard: Named
    document: str
    laid_at: datetime
    laid_by: Named
    lifted_at: datetime | None


@dataclass(frozen=True)
class Erasable:
    """One event, and the names of its values that are still there."""

    log_id: int
    log: str
    index: int
    act: str
    at: datetime
    fields: list[str]


def asked(session: Session, seat: Seat) -> list[Asked]:
    """Requests about acts of the seat's region, or of all; those that wait first."""
    asker, decider = aliased(Person), aliased(Person)
    is_its = sa.and_(Event.log_id == Erasure.log_id, Event.index == Erasure.index)
    query = sa.select(Erasure, Log.origin, Event.act, asker, decider).join(Log, Log.id == Erasure.log_id)
    query = query.join(Event, is_its).join(asker, asker.id == Erasure.asked_by)
    query = query.outerjoin(decider, decider.id == Erasure.decided_by)
    if seat.region is not None:
        query = query.where(Event.region_code == seat.region)
    rows = session.execute(query.order_by(Erasure.is_done.is_not(None), Erasure.id.desc()).limit(MOST)).all()
    taken = acknowledged(session, [row[0].id for row in rows])
    return [_asked(seat, taken.get(row[0].id, []), *row) for row in rows]


def _asked(
    seat: Seat, taken: list[Taken], one: Erasure, log: str, act: str, asker: Person, decider: Person | None
) -> Asked:
    return Asked(
        one.id, log, one.index, one.field, act, one.ground, one.document, asker.called, one.asked_at,
        decider.called if decider else None, one.decided_at, one.is_done, one.asked_by == seat.person_id, taken,
    )  # fmt: skip


def holds(session: Session, seat: Seat) -> list[Held]:
    """The holds on projects of the seat's groups, or all, those in force first."""
    query = sa.select(LegalHold, Standard, Person).join(Standard, Standard.id == LegalHold.standard_id)
    query = query.join(Person, Person.id == LegalHold.laid_by)
    if seat.region is not None:
        query = query.where(own(seat))
    rows = session.execute(query.order_by(LegalHold.lifted_at.is_not(None), LegalHold.id.desc()).limit(MOST))
    return [
        Held(one.id, _titled(standard), one.document, one.laid_at, person.called, one.lifted_at)
        for one, standard, person in rows
    ]


def logs(session: Session) -> list[tuple[int, str]]:
    """The logs from which something may be erased."""
    return [(log_id, origin) for log_id, origin in session.execute(sa.select(Log.id, Log.origin).order_by(Log.origin))]


def erasable(session: Session, seat: Seat, log_id: int, index: int) -> Erasable | None:
    """One event of the seat's region with what could be erased of it; never the values themselves."""
    query = sa.select(Event, Log.origin).join(Log, Log.id == Event.log_id)
    row = session.execute(query.where(Event.log_id == log_id, Event.index == index)).one_or_none()
    if row is None or seat.region not in (None, row[0].region_code):
        return None
    mine = (Opening.log_id == log_id, Opening.index == index, Opening.field.not_in(SECRET))
    fields = session.scalars(sa.select(Opening.field).where(*mine).order_by(Opening.field)).all()
    return Erasable(log_id, row[1], index, row[0].act, row[0].at, list(fields))


def _titled(standard: Standard) -> Named:
    return Named(str(standard.id), standard.title_zh, standard.title_en or standard.title_zh)
