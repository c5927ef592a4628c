"""Who acts for whom, who is away, and which offices nobody covers today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.picture.standing import Seat
from workflow.reads.people import Term, term_of
from workflow.reads.seats import in_office
from workflow.records.agreements import Agreement, Member
from workflow.records.deputies import Absence, Deputy
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.seats.deputies import away, mates
from workflow.seats.eligibility import seen
from workflow.vocabulary import Named, SeatRole

Held, Holder, Other = aliased(Appointment), aliased(Person), aliased(Appointment)


@dataclass(frozen=True)
class Lent:
    """One deputy's seat: who acts for whom, in what, until when."""

    given: Appointment
    deputy: Deputy
    person: Named
    holder: Named
    organ: Named
    term: Term

    @property
    def both(self) -> Named:
        return self.person.standing_for(self.holder)


@dataclass(frozen=True)
class Uncovered:
    """An office whose holder is away today and for whom nobody acts."""

    region: Named
    organ: Named
    role: SeatRole
    person: Named
    until: date


def lent(session: Session, seat: Seat, today: date, *, of: int | None = None) -> list[Lent]:
    """The deputies of the reader's region that have not ended; `of` one seat alone, or lent to the person himself."""
    query = sa.select(Appointment, Deputy, Person, Holder, Organ).join(Deputy, Deputy.seat_id == Appointment.id)
    query = query.join(Person, Person.id == Appointment.person_id).join(Organ, Organ.id == Appointment.organ_id)
    query = query.join(Held, Held.id == Deputy.holder_id).join(Holder, Holder.id == Held.person_id)
    open_ = (Appointment.ended_at.is_(None), Appointment.until >= today, seen(seat))
    own = [sa.or_(Deputy.holder_id == of, Appointment.person_id == seat.person_id)] if of is not None else []
    rows = session.execute(query.where(*open_, *own).order_by(Appointment.since, Appointment.id))
    return [
        Lent(given, deputy, person.called, holder.called, _organ(organ), term_of(given, today))
        for given, deputy, person, holder, organ in rows
    ]


def absences(session: Session, seat_id: int, today: date) -> Sequence[Absence]:
    """When the holder of a seat is or will be away."""
    mine = (Absence.seat_id == seat_id, Absence.until >= today, Absence.ended_at.is_(None))
    return session.scalars(sa.select(Absence).where(*mine).order_by(Absence.since)).all()


def colleagues(session: Session, region: str | None, organ_id: int, but: int) -> list[Named]:
    """Who could act for a holder of this organ."""
    known = sa.select(Person).where(Person.id.in_(mates(region, organ_id)), Person.id != but)
    return [person.called for person in session.scalars(known.order_by(Person.name, Person.id))]


def uncovered(session: Session, seat: Seat, today: date) -> list[Uncovered]:
    """The offices of the reader's region, and of the regions his region chairs, that nobody covers today."""
    deputy = sa.select(Deputy.seat_id).join(Other, Other.id == Deputy.seat_id)
    covered = deputy.where(Deputy.holder_id == Appointment.id, in_office(Other, today)).exists()
    query = sa.select(Appointment, Person, Organ, Region, sa.func.max(Absence.until))
    query = query.join(Absence, Absence.seat_id == Appointment.id).join(Person, Person.id == Appointment.person_id)
    query = query.join(Organ, Organ.id == Appointment.organ_id).join(Region, Region.code == Appointment.region_code)
    query = query.where(in_office(Appointment, today), away(today), ~covered, ~_shared(today), _watched(seat))
    rows = session.execute(
        query.group_by(Appointment.id, Person.id, Organ.id, Region.code).order_by(Region.code, Appointment.id)
    )
    return [
        Uncovered(Named(place.code, place.name_zh, place.name_en), _organ(organ), given.role, person.called, until)
        for given, person, organ, place, until in rows
    ]


def _shared(today: date) -> Any:
    """Another holder of the same office is there."""
    mate = aliased(Appointment)
    is_away = sa.exists().where(Absence.seat_id == mate.id, away(today)).correlate(mate)
    same = (mate.organ_id == Appointment.organ_id, mate.role == Appointment.role, mate.id != Appointment.id)
    lent_ = sa.exists().where(Deputy.seat_id == mate.id).correlate(mate)
    return sa.select(mate.id).where(*same, in_office(mate, today), ~is_away, ~lent_).correlate(Appointment).exists()


def _watched(seat: Seat) -> sa.ColumnElement[bool]:
    chaired = sa.select(Member.region_code).join(Agreement, Agreement.id == Member.agreement_id)
    chaired = chaired.where(Agreement.chair_region == seat.region)
    return sa.or_(Appointment.region_code == seat.region, Appointment.region_code.in_(chaired))


def _organ(organ: Organ) -> Named:
    return Named(str(organ.id), organ.name_zh, organ.name_en)
