"""The seats of persons: those held today, and who sat on a seat once."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.records.deputies import Deputy
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ
from workflow.seats.sitting import Held, Holder, in_office, seat, seated, sitting
from workflow.vocabulary import Named, SeatRole

__all__ = ["all_seats", "in_office", "sat", "seat", "seats_of", "signers"]


def seats_of(session: Session, person_id: int, today: date) -> list[Seat]:
    """All seats a person holds today."""
    rows = session.execute(sitting(today).where(Appointment.person_id == person_id))
    return [seated(*row) for row in rows]


def all_seats(session: Session, today: date) -> list[Seat]:
    """Every seat in office: for lists of people and for the demonstration."""
    return [seated(*row) for row in session.execute(sitting(today))]


def sat(session: Session, ids: Collection[int]) -> dict[int, tuple[Named, Named, SeatRole]]:
    """Who sat, and where, on these seats, in office or not; with a deputy the one acted for."""
    query = sa.select(Appointment, Person, Organ, Holder).join(Person, Person.id == Appointment.person_id)
    query = query.join(Organ, Organ.id == Appointment.organ_id).outerjoin(Deputy, Deputy.seat_id == Appointment.id)
    query = query.outerjoin(Held, Held.id == Deputy.holder_id).outerjoin(Holder, Holder.id == Held.person_id)
    return {
        given.id: (
            who.called.standing_for(holder.called) if holder else who.called,
            Named(str(organ.id), organ.name_zh, organ.name_en),
            given.role,
        )
        for given, who, organ, holder in session.execute(query.where(Appointment.id.in_(ids)))
    }


def signers(session: Session, ids: Collection[int]) -> dict[int, Named]:
    """The names alone."""
    return {seat: who for seat, (who, _, _) in sat(session, ids).items()}
