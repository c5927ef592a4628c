"""The law of appointments: who may give a seat to whom, and who may be the second hand.
It answers with reasons and writes nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.picture.standing import Seat
from workflow.process.reasons import Reason
from workflow.records.people import Account, Appointment, Person
from workflow.records.places import Organ
from workflow.vocabulary import ADMINISTRATORS, READERS, OrganKind, Role, SeatRole

# Seats that only the standardization authority of a region can hold; elsewhere they would open no door.
OF_THE_AUTHORITY = frozenset({SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.PROVINCE})
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
AUDITED_MOST = 2  # years of an auditor's appointment; who goes on is appointed anew, by two hands
CITES = "GB/T 22239—2019 8.1.5"


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A natural person who enters the installation with this appointment."""

    name: str
    username: str
    name_latin: str = ""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The seat that is proposed. It names no region: that follows from the proposer's own seat and from the organ."""

    person: int | NewPerson
    organ_id: int
    role: SeatRole
    since: date
    until: date | None = None


def seen(seat: Seat) -> sa.ColumnElement[bool]:
    """The appointments of a seat's own region; the installation has those of no region and the administrators'."""
    if seat.region is not None:
        return Appointment.region_code == seat.region
    if seat.role is SeatRole.AUDADMIN:
        return sa.true()
    return sa.or_(Appointment.region_code.is_(None), Appointment.role.in_(ADMINISTRATORS))


def organs_open(seat: Seat) -> sa.ColumnElement[bool]:
    """The organs in which a security administrator may appoint; the installation's may anywhere."""
    return sa.true() if seat.region is None else Organ.region_code == seat.region


def roles_open(seat: Seat, organ_region: str | None) -> frozenset[SeatRole]:
    """The roles one may give: a region names no national observer, the installation no region's hands."""
    if seat.region is None:
        return frozenset(SeatRole) if organ_region is None else ADMINISTRATORS
    return frozenset(SeatRole) - {SeatRole.OBSERVER}


def against_appointing(
    session: Session, seat: Seat, wanted: Wanted, organ: Organ, person: Person | None, today: date
) -> list[Reason]:
    """Every reason why this seat may not be proposed."""
    return [
        *against_proposal(seat, wanted, organ, today),
        *(_against_newcomer(session, wanted.person) if isinstance(wanted.person, NewPerson) else ()),
        *(against_person(session, person, wanted.role, organ, (wanted.since, wanted.until)) if person else ()),
        *([Reason("not_oneself", {})] if person is not None and person.id == seat.person_id else ()),
    ]


def against_proposal(seat: Seat, wanted: Wanted, organ: Organ, today: date) -> list[Reason]:
    """What the proposal itself says against it, whoever the person is."""
    return [*_against_proposer(seat, wanted, organ), *_against_dates(wanted, today)]


def against_confirming(session: Session, seat: Seat, given: Appointment, today: date) -> list[Reason]:
    """Every reason why this person may not confirm this seat now."""
    person, organ = session.get_one(Person, given.person_id), session.get_one(Organ, given.organ_id)
    span = (given.since, given.until)
    by_others = against_person(session, person, given.role, organ, span, but=given.id)
    return against_second_hand(seat, given, today) or list(by_others)


def against_second_hand(seat: Seat, given: Appointment, today: date) -> list[Reason]:
    """Every reason why this person may not be the second hand.

    The second person is neither the one who proposed nor the one appointed. He is another security administrator of the
    same region, or the audit administrator of that region or of the installation; a seat of an administrator is
    confirmed by an audit administrator only, so that no kind of administrator multiplies itself.
    """
    if given.confirmed_at is not None or given.ended_at is not None:
        return [Reason("seat_not_waiting", {})]
    return [
        *([Reason("second_person", {}, cure=Role.SECADMIN)] if seat.person_id == given.proposed_by else ()),
        *([Reason("not_oneself", {})] if seat.person_id == given.person_id else ()),
        *([] if _is_second_hand(seat, given) else [Reason("second_hand", {"role": given.role}, CITES)]),
        *([Reason("until_passed", {"until": given.until})] if given.until and given.until < today else ()),
    ]


def against_ending(seat: Seat, given: Appointment) -> list[Reason]:
    """Every reason why this seat may not be ended; taking away needs one hand, giving needs two."""
    return [
        *([Reason("seat_ended", {"at": given.ended_at})] if given.ended_at is not None else ()),
        *([] if seat.role is SeatRole.SECADMIN else [Reason("appointing_not_yours", {}, cure=Role.SECADMIN)]),
        *([Reason("not_oneself", {})] if seat.person_id == given.person_id else ()),
    ]


def against_link(seat: Seat, given: Appointment, account: Account | None) -> list[Reason]:
    """Every reason against a link: with another administrator's password one hand would become two."""
    is_new = account is not None and account.password_hash is None
    return [
        *against_ending(seat, given),
        *([Reason("no_account", {})] if account is None else ()),
        *([Reason("link_of_administrator", {})] if given.role in ADMINISTRATORS and not is_new else ()),
    ]


def against_person(
    session: Session,
    person: Person,
    role: SeatRole,
    organ: Organ,
    span: tuple[date, date | None],
    but: int = 0,
) -> Iterator[Reason]:
    """What a person's other seats of the same time, waiting ones among them, say against one more."""
    query = sa.select(Appointment).where(Appointment.person_id == person.id, Appointment.ended_at.is_(None))
    others = session.scalars(query.where(Appointment.id != but, _overlaps(*span)).order_by(Appointment.id)).all()
    yield from against_seats(others, person.name, role, organ.id)


def against_seats(others: Iterable[Appointment], name: str, role: SeatRole, organ: int) -> Iterator[Reason]:
    """The same, of seats that are known."""
    held = list(others)
    if any(other.role is role and other.organ_id == organ for other in held):
        yield Reason("seat_doubled", {"person": name})
    apart = sorted({other.role for other in held if _kind(other.role) is not _kind(role)})
    if apart:
        yield Reason("seats_apart", {"person": name, "held": apart, "role": role}, CITES)


def _against_proposer(seat: Seat, wanted: Wanted, organ: Organ) -> Iterator[Reason]:
    if seat.role is not SeatRole.SECADMIN:
        yield Reason("appointing_not_yours", {}, cure=Role.SECADMIN)
    elif wanted.role not in roles_open(seat, organ.region_code):
        yield Reason("role_not_open", {"role": wanted.role})
    if wanted.role in OF_THE_AUTHORITY and organ.kind is not OrganKind.AUTHORITY:
        yield Reason("authority_seat", {"role": wanted.role})


def _against_dates(wanted: Wanted, today: date) -> Iterator[Reason]:
    if wanted.since < today:
        yield Reason("since_passed", {"today": today})
    if wanted.until is not None and wanted.until < wanted.since:
        yield Reason("until_before_since", {})
    if wanted.until is None and wanted.role is SeatRole.AUDITOR:
        yield Reason("auditor_until", {})
    last = clock.years_after(wanted.since, AUDITED_MOST)
    if wanted.role is SeatRole.AUDITOR and wanted.until is not None and wanted.until > last:
        yield Reason("auditor_long", {"years": AUDITED_MOST, "until": last})


def _against_newcomer(session: Session, person: NewPerson) -> Iterator[Reason]:
    if not USERNAME.fullmatch(person.username):
        yield Reason("username_form", {})
    elif session.scalar(sa.select(Account.id).where(Account.username == person.username)) is not None:
        yield Reason("username_taken", {"username": person.username})


def _is_second_hand(seat: Seat, given: Appointment) -> bool:
    if seat.role is SeatRole.AUDADMIN:
        return seat.region in (None, given.region_code)
    return seat.role is SeatRole.SECADMIN and seat.region == given.region_code and given.role not in ADMINISTRATORS


def _kind(role: SeatRole) -> SeatRole | None:
    """Administrators, auditors and observers each stand alone; all hands of the trade are one kind."""
    return role if role in READERS else None


def _overlaps(since: date, until: date | None) -> sa.ColumnElement[bool]:
    open_ended = sa.or_(Appointment.until.is_(None), Appointment.until >= since)
    return open_ended if until is None else sa.and_(open_ended, Appointment.since <= until)
