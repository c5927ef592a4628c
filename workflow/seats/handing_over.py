"""The open work of a seat that is about to end: what stands with its holder by name, and who of the office could take
it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.process.reasons import Reason
from workflow.records.deputies import Deputy
from workflow.records.people import Appointment, Person
from workflow.records.standards import Claim, Drafter, Standard, Turn
from workflow.seats.sitting import in_office
from workflow.vocabulary import ENDED, SeatRole
from workflow.who import SEATED


@dataclass(frozen=True)
class Open:
    """One project in which the holder of the seat has work: taken up by name, drafting, editing, or alone in office."""

    standard: Standard
    kind: str  # claim, draft, edit or turn


def open_work(session: Session, given: Appointment, today: date) -> list[Open]:
    """Everything that would be left lying, by project; office turns only where nobody else holds the office."""
    found = [*_claims(session, given), *_drafts(session, given)]
    if not heirs(session, given, today):
        found += _turns(session, given)
    return found


def heirs(session: Session, given: Appointment, today: date) -> Sequence[tuple[Appointment, Person]]:
    """Who holds the same office today, regularly; drafters take over from any unit of their region."""
    query = sa.select(Appointment, Person).join(Person, Person.id == Appointment.person_id)
    same = [Appointment.region_code == given.region_code, Appointment.role == given.role]
    same += [] if given.role is SeatRole.DRAFTER else [Appointment.organ_id == given.organ_id]
    regular = (Appointment.id.not_in(sa.select(Deputy.seat_id)), Appointment.person_id != given.person_id)
    rows = session.execute(query.where(in_office(Appointment, today), *same, *regular).order_by(Appointment.id))
    return [(seat, person) for seat, person in rows]


def against_heir(session: Session, given: Appointment, heir_id: int | None, today: date) -> list[Reason]:
    """Every reason against ending the seat with this heir: named where somebody could be, and fit."""
    fit = {seat.id for seat, _ in heirs(session, given, today)}
    if heir_id is not None:
        return [] if heir_id in fit else [Reason("heir_unfit", {})]
    left = open_work(session, given, today) if fit else []
    return [Reason("heir_needed", {"n": len({one.standard.id for one in left})})] if left else []


def _roles(given: Appointment) -> list[str]:
    return [role.value for role, sits in SEATED.items() if sits is given.role]


def _claims(session: Session, given: Appointment) -> list[Open]:
    later = aliased(Claim)
    same = (later.standard_id == Claim.standard_id, later.organ_id == Claim.organ_id, later.role == Claim.role)
    newest = ~sa.exists().where(*same, later.region_code == Claim.region_code, later.id > Claim.id)
    mine = sa.select(Claim.standard_id).where(
        Claim.person_id == given.person_id,
        Claim.organ_id == given.organ_id,
        Claim.role.in_(_roles(given)),
        newest,
    )
    query = sa.select(Standard).where(Standard.id.in_(mine), Standard.state.not_in(ENDED))
    return [Open(standard, "claim") for standard in session.scalars(query.order_by(Standard.id))]


def _drafts(session: Session, given: Appointment) -> list[Open]:
    if given.role is not SeatRole.DRAFTER:
        return []
    query = sa.select(Standard, Drafter.is_editor).join(Drafter, Drafter.standard_id == Standard.id)
    mine = (Drafter.person_id == given.person_id, Drafter.until.is_(None), Standard.state.not_in(ENDED))
    rows = session.execute(query.where(*mine).order_by(Standard.id))
    return [Open(standard, "edit" if is_editor else "draft") for standard, is_editor in rows]


def _turns(session: Session, given: Appointment) -> list[Open]:
    mine = sa.select(Turn.standard_id).where(
        Turn.role.in_(_roles(given)),
        Turn.region_code == given.region_code,
        Turn.step != "",
        sa.or_(Turn.organ_id.is_(None), Turn.organ_id == given.organ_id),
    )
    query = sa.select(Standard).where(Standard.id.in_(mine))
    return [Open(standard, "turn") for standard in session.scalars(query.order_by(Standard.id))]
