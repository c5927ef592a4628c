"""Who sits in the regions of an agreement."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.people import Appointment, Person


def roster(session: Session, codes: list[str]) -> list[tuple[Appointment, Person]]:
    """The confirmed seats of these regions and of the installation that have not ended."""
    query = sa.select(Appointment, Person).join(Person, Person.id == Appointment.person_id)
    here = sa.or_(Appointment.region_code.in_(codes), Appointment.region_code.is_(None))
    query = query.where(here, Appointment.confirmed_at.is_not(None), Appointment.ended_at.is_(None))
    return [(seat, person) for seat, person in session.execute(query.order_by(Appointment.id))]
