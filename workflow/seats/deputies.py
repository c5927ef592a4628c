"""Who may act for whom: named acts delegated by the holder, or a substitute whom two administrators name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.process.delegable import PERSONAL, delegable
from workflow.process.reasons import Reason
from workflow.records.deputies import Absence, Deputy
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ
from workflow.seats.eligibility import against_person
from workflow.vocabulary import READERS, Role, SeatRole

LONGEST = timedelta(days=30)  # of acting for another, and of one leave


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who shall act for a seat, from when until when, and in which acts; none named means all."""

    person_id: int
    since: date
    until: date
    steps: tuple[str, ...] = ()


def against_delegating(session: Session, seat: Seat, person: Person, wish: Wish, today: date) -> list[Reason]:
    """Every reason why this holder may not let this person do these acts."""
    organ = session.get_one(Organ, seat.organ_id)
    span = (wish.since, wish.until)
    return [*against_lending(seat, wish, today), *against_person(session, person, seat.role, organ, span)]


def against_lending(seat: Seat, wish: Wish, today: date) -> list[Reason]:
    """What the wish itself says against it, whoever the colleague is."""
    known = {row.name for row in delegable(seat.role)}
    return [
        *([Reason("delegated_on", {})] if seat.deputy is not None else ()),
        *([Reason("deputy_personal", {"role": seat.role})] if seat.role in PERSONAL else ()),
        *([Reason("deputy_acts", {})] if not wish.steps or not set(wish.steps) <= known else ()),
        *_against_days(wish, today),
        *([Reason("until_passed", {"until": seat.until})] if seat.until and wish.until > seat.until else ()),
    ]


def against_substitute(
    session: Session, seat: Seat, held: Appointment, person: Person, wish: Wish, today: date
) -> list[Reason]:
    """Every reason why this administrator may not name this person for that seat; a second one confirms it."""
    organ, span = session.get_one(Organ, held.organ_id), (wish.since, wish.until)
    by_itself = against_naming(seat, held, wish, today, is_lent=is_deputy(session, held.id))
    return [*by_itself, *against_person(session, person, held.role, organ, span)]


def against_naming(seat: Seat, held: Appointment, wish: Wish, today: date, *, is_lent: bool) -> list[Reason]:
    """What the wish itself says against it; who only stands in for somebody (`is_lent`) has no substitute."""
    stands = held.confirmed_at is not None and held.ended_at is None
    return [
        *([Reason("appointing_not_yours", {}, cure=Role.SECADMIN)] if seat.role is not SeatRole.SECADMIN else ()),
        *([Reason("deputy_personal", {"role": held.role})] if held.role in PERSONAL else ()),
        *([] if stands and not is_lent else [Reason("substitute_for_whom", {})]),
        *([Reason("not_oneself", {})] if wish.person_id in (seat.person_id, held.person_id) else ()),
        *_against_days(wish, today),
    ]


def against_absence(seat: Seat, held: Appointment, since: date, until: date, today: date) -> list[Reason]:
    """Every reason against noting that a holder is away; holders do it themselves, or their administrator does."""
    is_own = seat.id == held.id or (seat.person_id == held.person_id and seat.deputy is None)
    return [
        *([Reason("absence_not_yours", {}, cure=Role.SECADMIN)] if not (is_own or _admits(seat)) else ()),
        *([Reason("seat_ended", {"at": held.ended_at})] if held.ended_at is not None else ()),
        *([Reason("until_before_since", {})] if until < since else ()),
        *([Reason("absence_passed", {"today": today})] if until < today else ()),
        *([Reason("absence_long", {})] if (until - since).days > 366 else ()),
    ]


def against_revoking(seat: Seat, deputy: Deputy, given: Appointment) -> list[Reason]:
    """The holder takes a delegation back, whoever has it lays it down, an administrator ends either kind."""
    is_his = seat.id == deputy.holder_id or seat.person_id == given.person_id
    return [
        *([Reason("seat_ended", {"at": given.ended_at})] if given.ended_at is not None else ()),
        *([] if is_his or _admits(seat) else [Reason("revoking_not_yours", {}, cure=Role.SECADMIN)]),
    ]


def is_deputy(session: Session, seat_id: int) -> bool:
    """Whether a seat is only lent."""
    return session.get(Deputy, seat_id) is not None


def mates(seat_region: str | None, organ_id: int) -> sa.Select[int]:
    """Ids of the persons of an organ who hold a seat of the trade there."""
    lent = sa.select(Deputy.seat_id)
    return sa.select(Appointment.person_id).where(
        Appointment.region_code == seat_region,
        Appointment.organ_id == organ_id,
        Appointment.confirmed_at.is_not(None),
        Appointment.ended_at.is_(None),
        Appointment.role.not_in(READERS),
        Appointment.id.not_in(lent),
    )


def away(today: date) -> sa.ColumnElement[bool]:
    """The condition under which an absence counts on a day."""
    return sa.and_(Absence.since <= today, Absence.until >= today, Absence.ended_at.is_(None))


def _admits(seat: Seat) -> bool:
    return seat.role is SeatRole.SECADMIN


def _against_days(wish: Wish, today: date) -> Iterator[Reason]:
    if wish.since < today:
        yield Reason("since_passed", {"today": today})
    if wish.until < wish.since:
        yield Reason("until_before_since", {})
    elif wish.until - wish.since > LONGEST:
        yield Reason("deputy_long", {"most": LONGEST.days, "until": wish.since + LONGEST})
