"""Who sits on a seat today: a confirmed appointment that has begun and not ended; a deputy's ends with its holder's."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.picture.standing import Seat
from workflow.records.deputies import Deputy
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ
from workflow.vocabulary import Named

Held, Holder = aliased(Appointment), aliased(Person)
Rows = sa.Select[Appointment, Person, Organ, Deputy, Person]


def in_office(given: Any, today: date) -> sa.ColumnElement[bool]:
    """The condition under which an appointment acts on a day."""
    return sa.and_(
        given.confirmed_at.is_not(None),
        given.ended_at.is_(None),
        given.since <= today,
        sa.or_(given.until.is_(None), given.until >= today),
    )


def sitting(today: date) -> Rows:
    """All seats of a day, with what `seated` makes a seat of."""
    query = sa.select(Appointment, Person, Organ, Deputy, Holder).join(Person, Person.id == Appointment.person_id)
    query = query.join(Organ, Organ.id == Appointment.organ_id)
    query = query.outerjoin(Deputy, Deputy.seat_id == Appointment.id).outerjoin(Held, Held.id == Deputy.holder_id)
    query = query.outerjoin(Holder, Holder.id == Held.person_id)
    stands = sa.or_(Deputy.seat_id.is_(None), in_office(Held, today))
    return query.where(in_office(Appointment, today), stands).order_by(Appointment.id)


def seated(given: Appointment, person: Person, organ: Organ, deputy: Deputy | None, holder: Person | None) -> Seat:
    """A row of `sitting` as the seat that acts; a deputy's tells both names."""
    both = person.called.standing_for(holder.called) if holder is not None else person.called
    return Seat(
        id=given.id,
        person_id=person.id,
        person_name=both.zh,
        region=given.region_code,
        organ_id=organ.id,
        organ=Named(str(organ.id), organ.name_zh, organ.name_en),
        role=given.role,
        until=given.until,
        person_latin=both.en,
        holder=holder.id if holder is not None else None,
        deputy=deputy.kind if deputy is not None else None,
        steps=frozenset(deputy.steps if deputy is not None else ()),
    )


def seat(session: Session, seat_id: int, today: date) -> Seat | None:
    """One seat, if its holder is in office today."""
    row = session.execute(sitting(today).where(Appointment.id == seat_id)).one_or_none()
    return seated(*row) if row is not None else None
