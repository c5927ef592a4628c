"""The seats of persons: confirmed appointments that have begun and not ended."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.people import Appointment, Person
from workflow.records.places import Organ
from workflow.standing import Seat
from workflow.vocabulary import Named


def _in_office(today: date) -> sa.ColumnElement[bool]:
    return sa.and_(
        Appointment.confirmed_at.is_not(None),
        Appointment.ended_at.is_(None),
        Appointment.since <= today,
        sa.or_(Appointment.until.is_(None), Appointment.until >= today),
    )


def _query(today: date) -> sa.Select[Appointment, Person, Organ]:
    query = sa.select(Appointment, Person, Organ).join(Person, Person.id == Appointment.person_id)
    query = query.join(Organ, Organ.id == Appointment.organ_id)
    return query.where(_in_office(today)).order_by(Appointment.id)


def _seat(appointment: Appointment, person: Person, organ: Organ) -> Seat:
    return Seat(
        id=appointment.id,
        person_id=person.id,
        person_name=person.name,
        region=appointment.region_code,
        organ_id=organ.id,
        organ=Named(str(organ.id), organ.name_zh, organ.name_en),
        role=appointment.role,
        until=appointment.until,
        person_latin=person.name_latin,
    )


def seats_of(session: Session, person_id: int, today: date) -> list[Seat]:
    """All seats a person holds today."""
    rows = session.execute(_query(today).where(Appointment.person_id == person_id))
    return [_seat(*row) for row in rows]


def seat(session: Session, seat_id: int, today: date) -> Seat | None:
    """One seat, if its holder is in office today."""
    row = session.execute(_query(today).where(Appointment.id == seat_id)).one_or_none()
    return _seat(*row) if row is not None else None


def all_seats(session: Session, today: date) -> list[Seat]:
    """Every seat in office: for lists of people and for the demonstration."""
    return [_seat(*row) for row in session.execute(_query(today))]
