"""What all doors to seats share: find an appointment, refuse with every reason, and record the act in the
installation's log."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Work
from workflow.log import recording
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.people import Appointment
from workflow.seats.eligibility import seen

NOUN: Final = "appointment"


def refuse(reasons: Sequence[Reason]) -> None:
    """Raise Refused with all of them, if there is any."""
    if reasons:
        raise Refused(list(reasons))


def given_in(session: Session, seat: Seat, appointment_id: int) -> Appointment:
    """An appointment that this seat may see, locked."""
    query = sa.select(Appointment).where(Appointment.id == appointment_id, seen(seat))
    found = session.scalar(query.with_for_update()) if 0 < appointment_id < 2**31 else None
    if found is None:
        raise NotThere
    return found


def snapshot(given: Appointment) -> dict[str, Any]:
    """A seat as an event shows it before and after."""
    state = "ended" if given.ended_at else "confirmed" if given.confirmed_at else "waiting"
    return {
        "state": state,
        "person": given.person_id,
        "region": given.region_code,
        "organ": given.organ_id,
        "role": given.role.value,
        "since": given.since.isoformat(),
        "until": given.until.isoformat() if given.until else None,
    }


def record(
    work: Work,
    seat: Seat,
    appointment_id: int,
    act: str,
    *,
    before: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
) -> None:
    """The event in the installation's log; a seat that was laid at the founding enters the log with its first act."""
    row = work.session.get_one(Appointment, appointment_id, populate_existing=True)
    recording.record(
        work,
        NOUN,
        appointment_id,
        act,
        seat,
        agreement_id=None,
        before=before,
        after=snapshot(row),
        facts=facts,
        personal=personal,
    )
