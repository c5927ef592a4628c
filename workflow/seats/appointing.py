"""The door of appointments: a security administrator proposes, a second person confirms; seats end, links are issued.
People are no standard, so they have a door of their own, with its law in `eligibility`. One act, one event."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.engine import wake
from workflow.entrance import lost
from workflow.entrance.accounts import LINK_LIFE, digest
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere
from workflow.records.deputies import Successor
from workflow.records.people import Account, Appointment, Person
from workflow.records.places import Organ
from workflow.seats.eligibility import (
    NewPerson,
    Wanted,
    against_appointing,
    against_confirming,
    against_ending,
    against_link,
    organs_open,
    seen,
)
from workflow.seats.handing_over import against_heir, open_work
from workflow.seats.seating import given_in, record, refuse, snapshot


@dataclass(frozen=True)
class Link:
    """An enrolment link as its maker sees it once; only the hash of the secret is kept."""

    secret: str
    username: str
    until: datetime


def appoint(database: Database, seat: Seat, wanted: Wanted, *, at: datetime) -> int:
    """Propose a person, new or known, for a seat; it acts once a second person has confirmed it. Gives its id."""
    with database.write(at) as work:
        return propose(work, seat, wanted)


def propose(work: Work, seat: Seat, wanted: Wanted) -> int:
    """The same within a transaction that proposes several."""
    organ = _organ(work.session, seat, wanted.organ_id)
    person = None if isinstance(wanted.person, NewPerson) else _person(work.session, seat, wanted.person)
    refuse(against_appointing(work.session, seat, wanted, organ, person, day_of(work.at)))
    personal = {}
    if isinstance(wanted.person, NewPerson):
        person_id = _enter(work, wanted.person)
        personal = {"name": wanted.person.name, "username": wanted.person.username}
    else:
        person_id = wanted.person
    made = work.insert(
        Appointment,
        person_id=person_id,
        region_code=organ.region_code,
        organ_id=organ.id,
        role=wanted.role,
        since=wanted.since,
        until=wanted.until,
        proposed_by=seat.person_id,
    )
    facts = {"new_person": bool(personal), "kind": organ.kind.value}
    record(work, seat, made, "appoint", facts=facts, personal=personal)
    return made


def confirm(database: Database, seat: Seat, appointment_id: int, *, at: datetime) -> None:
    """The second hand: from now on the seat acts, within its dates."""
    with database.write(at) as work:
        given = given_in(work.session, seat, appointment_id)
        work.session.get(Person, given.person_id, with_for_update=True)
        refuse(against_confirming(work.session, seat, given, day_of(at)))
        waiting = (Appointment.id == given.id, Appointment.confirmed_at.is_(None), Appointment.ended_at.is_(None))
        before = snapshot(given)
        work.guarded(Appointment, *waiting, confirmed_by=seat.person_id, confirmed_at=at)
        record(work, seat, given.id, "confirm_appointment", before=before, facts={"proposed_by": given.proposed_by})


def end(
    database: Database, seat: Seat, appointment_id: int, *, at: datetime, reason: str = "", heir: int | None = None
) -> None:
    """End a seat at once, or withdraw one that waits; what was done from it keeps both names. Open work that stands
    with its holder goes to the seat of a colleague: `heir`.
    """
    with database.write(at) as work:
        given = given_in(work.session, seat, appointment_id)
        refuse([*against_ending(seat, given), *against_heir(work.session, given, heir, day_of(at))])
        before, left = snapshot(given), {one.standard.id for one in open_work(work.session, given, day_of(at))}
        work.guarded(Appointment, Appointment.id == given.id, Appointment.ended_at.is_(None), ended_at=at)
        if heir is not None:
            work.insert(Successor, seat_id=given.id, heir_id=heir, named_by=seat.person_id, at=at)
        facts = {"heir": heir} if heir is not None else {}
        record(work, seat, given.id, "end_appointment", before=before, facts=facts, personal={"reason": reason})
    for standard_id in sorted(left):  # each standard is its own transaction; whoever acts on it next would do the same
        wake(database, standard_id, at)


def issue_link(database: Database, seat: Seat, appointment_id: int, *, at: datetime, is_lost: bool = False) -> Link:
    """A one-time link with which the holder of a seat sets a password; an earlier link dies with it, and where a device
    was lost whatever could still be done with that."""
    with database.write(at) as work:
        return link(work, seat, appointment_id, is_lost=is_lost)


def link(work: Work, seat: Seat, appointment_id: int, *, is_lost: bool = False) -> Link:
    """The same within a transaction that issues several."""
    given = given_in(work.session, seat, appointment_id)
    query = sa.select(Account).where(Account.person_id == given.person_id, Account.is_open).order_by(Account.id)
    account = work.session.scalars(query).first()
    refuse(against_link(seat, given, account))
    assert account is not None
    made = Link(secrets.token_urlsafe(32), account.username, work.at + LINK_LIFE)
    kept = {"enrol_hash": digest(made.secret), "enrol_until": made.until}
    work.update(Account, Account.id == account.id, **kept)
    facts: dict[str, Any] = {"account": account.id, "until": made.until.isoformat()}
    facts |= {"lost": lost.end_all(work, account.id, work.at)} if is_lost else {}
    record(work, seat, given.id, "issue_enrolment", before=snapshot(given), facts=facts)
    return made


def _organ(session: Session, seat: Seat, organ_id: int) -> Organ:
    found = session.scalar(sa.select(Organ).where(Organ.id == organ_id, organs_open(seat)))
    if found is None:
        raise NotThere
    return found


def _person(session: Session, seat: Seat, person_id: int) -> Person:
    """A person who has or had a seat in the proposer's own region, locked: two proposals must see each other."""
    known = sa.exists().where(Appointment.person_id == person_id, seen(seat))
    found = session.scalar(sa.select(Person).where(Person.id == person_id, known).with_for_update())
    if found is None:
        raise NotThere
    return found


def _enter(work: Work, person: NewPerson) -> int:
    """A new natural person with a log-in that waits for its link."""
    entered = work.insert(Person, name=person.name, name_latin=person.name_latin)
    work.insert(Account, person_id=entered, username=person.username)
    return entered
