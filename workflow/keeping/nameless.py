"""A person's name and log-in taken out of the register of people. Whoever holds an office keeps them: what is signed in
an office is signed by name."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.persons import APPOINTED, ENTERED, NAME, USERNAME
from workflow.process.reasons import Reason
from workflow.records.events import Event
from workflow.records.people import Account, Appointment, Person

ACTS: Final = (ENTERED, APPOINTED)  # that enter a person
GONE: Final = ("第{id}号人员（姓名已删除）", "Person {id} (name erased)")


def against(session: Session, event: Event, field: str, today: date) -> Iterator[Reason]:
    """Why a person's name may not go now."""
    person = _person(session, event) if field in (NAME, USERNAME) else None
    in_office = (Appointment.person_id == person, Appointment.ended_at.is_(None))
    lasting = sa.or_(Appointment.until.is_(None), Appointment.until >= today)
    n = session.scalar(sa.select(sa.func.count(Appointment.id)).where(*in_office, lasting)) if person else 0
    if n:
        yield Reason("erasure_in_office", {"n": n})


def blank(session: Session, event: Event, field: str) -> Iterator[str]:
    """Empty what the register repeats of the person whom an act entered; a number stands for the name, so that pages
    still tell one hand from another."""
    person = _person(session, event)
    if person is None or field not in (NAME, USERNAME):
        return
    if field == NAME:
        zh, en = (words.format(id=person) for words in GONE)
        session.execute(sa.update(Person).where(Person.id == person).values(name=zh, name_latin=en))
        yield "persons.name"
        return
    for account in session.scalars(sa.select(Account.id).where(Account.person_id == person)):
        closed = {"username": f"erased-{account}", "is_open": False, "password_hash": None, "enrol_hash": None}
        session.execute(sa.update(Account).where(Account.id == account).values(**closed))
        yield "accounts.username"


def _person(session: Session, event: Event) -> int | None:
    if event.act == APPOINTED:
        return session.scalar(sa.select(Appointment.person_id).where(Appointment.id == event.object_id))
    return int(json.loads(event.leaf)["facts"]["person"]) if event.act == ENTERED else None
