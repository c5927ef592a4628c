"""The door of acting for another: a holder delegates, administrators name a substitute, either ends; leave is noted.
A deputy's seat is an appointment of its own, so that whoever sits on it acts through the one door like everybody."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.deputies import Absence, Deputy
from workflow.records.people import Appointment, Person
from workflow.seats.deputies import (
    Wish,
    against_absence,
    against_delegating,
    against_revoking,
    against_substitute,
    mates,
)
from workflow.seats.seating import given_in, record, refuse, snapshot
from workflow.vocabulary import DeputyKind


def delegate(database: Database, seat: Seat, wish: Wish, *, at: datetime, reason: str = "") -> int:
    """Let a colleague do named acts of one's own seat for a while; stands at once and ends by itself. Gives its id."""
    with database.write(at) as work:
        held = given_in(work.session, seat, seat.id)
        person = _colleague(work.session, held, wish.person_id)
        refuse(against_delegating(work.session, seat, person, wish, day_of(at)))
        return _lend(work, seat, held, wish, DeputyKind.DELEGATED, reason)


def name_substitute(database: Database, seat: Seat, seat_id: int, wish: Wish, *, at: datetime, reason: str) -> int:
    """Propose who acts for an excluded or absent holder; a second administrator confirms it like any appointment."""
    with database.write(at) as work:
        held = given_in(work.session, seat, seat_id)
        person = _colleague(work.session, held, wish.person_id)
        refuse(against_substitute(work.session, seat, held, person, wish, day_of(at)) + _unexplained(reason))
        return _lend(work, seat, held, wish, DeputyKind.SUBSTITUTE, reason)


def revoke(database: Database, seat: Seat, deputy_id: int, *, at: datetime, reason: str = "") -> None:
    """End it before its day; what was done until then stands, with both names."""
    with database.write(at) as work:
        given = given_in(work.session, seat, deputy_id)
        deputy = work.session.get(Deputy, deputy_id)
        if deputy is None:
            raise NotThere
        refuse(against_revoking(seat, deputy, given))
        before = snapshot(given)
        work.guarded(Appointment, Appointment.id == given.id, Appointment.ended_at.is_(None), ended_at=at)
        record(work, seat, given.id, "revoke_deputy", before=before, personal={"reason": reason})


def note_absence(database: Database, seat: Seat, seat_id: int, since: date, until: date, *, at: datetime) -> int:
    """Note that a holder is away; without a deputy the region's administrator and the chair region see the gap."""
    with database.write(at) as work:
        held = given_in(work.session, seat, seat_id)
        refuse(against_absence(seat, held, since, until, day_of(at)))
        days = {"since": since, "until": until}
        made = work.insert(Absence, seat_id=held.id, **days, noted_by=seat.person_id, noted_at=at)
        told = {"absence": made, "away_since": since.isoformat(), "away_until": until.isoformat()}
        record(work, seat, held.id, "note_absence", before=snapshot(held), facts=told)
    return made


def end_absence(database: Database, seat: Seat, absence_id: int, *, at: datetime) -> None:
    """The holder is back, or never left."""
    with database.write(at) as work:
        absence = work.session.get(Absence, absence_id, with_for_update=True) if 0 < absence_id < 2**31 else None
        if absence is None:
            raise NotThere
        held = given_in(work.session, seat, absence.seat_id)
        refuse(against_absence(seat, held, absence.since, max(absence.until, day_of(at)), day_of(at)))
        work.guarded(Absence, Absence.id == absence.id, Absence.ended_at.is_(None), ended_at=at)
        record(work, seat, held.id, "end_absence", before=snapshot(held), facts={"absence": absence.id})


def _unexplained(reason: str) -> list[Reason]:
    return [] if reason.strip() else [Reason("substitute_reason", {})]


def _colleague(session: Session, held: Appointment, person_id: int) -> Person:
    """A person of the same organ, locked: two proposals must see each other."""
    mine = Person.id.in_(mates(held.region_code, held.organ_id))
    found = session.scalar(sa.select(Person).where(Person.id == person_id, mine).with_for_update())
    if found is None:
        raise Refused([Reason("deputy_elsewhere", {})])
    return found


def _lend(work: Work, seat: Seat, held: Appointment, wish: Wish, kind: DeputyKind, reason: str) -> int:
    is_at_once = kind is DeputyKind.DELEGATED
    made = work.insert(
        Appointment,
        person_id=wish.person_id,
        region_code=held.region_code,
        organ_id=held.organ_id,
        role=held.role,
        since=wish.since,
        until=wish.until,
        proposed_by=seat.person_id,
        confirmed_at=work.at if is_at_once else None,
    )
    work.insert(Deputy, seat_id=made, holder_id=held.id, kind=kind, steps=sorted(wish.steps))
    facts = {"deputy": kind.value, "holder_seat": held.id, "holder": held.person_id, "steps": sorted(wish.steps)}
    record(work, seat, made, ACTS[kind], facts=facts, personal={"reason": reason})
    return made


ACTS = {DeputyKind.DELEGATED: "delegate", DeputyKind.SUBSTITUTE: "name_substitute"}
