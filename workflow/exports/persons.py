"""Persons and their log-ins against the acts that entered them: who is said to have acted is who was entered. A name
that was erased is gone from both."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import told
from workflow.exports.findings import Place, Report
from workflow.records.events import Event, Opening
from workflow.records.people import Account, Appointment, Person

NAME, USERNAME = "name", "username"
ENTERED, APPOINTED = "enter_person", "appoint"  # the acts that enter a person


def check_persons(database: Database, report: Report) -> None:
    """By the openings that are still there, one statement for all."""
    is_its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
    query = sa.select(Event.act, Event.object_id, Event.leaf, Opening.field, Opening.value).join(Event, is_its)
    acts = (Event.act.in_((ENTERED, APPOINTED)), Opening.field.in_((NAME, USERNAME)))
    with database.read() as session:
        for act, number, raw, field, value in session.execute(query.where(*acts).order_by(Event.at, Event.index)):
            leaf = told(raw)
            if leaf is None:
                continue
            person = leaf["facts"]["person"] if act == ENTERED else _appointed(session, number)
            if person is not None:
                _check(session, person, field, value.decode(), report)


def _appointed(session: Session, appointment: int) -> int | None:
    return session.scalar(sa.select(Appointment.person_id).where(Appointment.id == appointment))


def _check(session: Session, person: int, field: str, value: str, report: Report) -> None:
    report.counts["persons"] += 1
    if field == NAME:
        stands = session.scalar(sa.select(Person.name).where(Person.id == person))
        report.compare(Place("persons", str(person)), NAME, stands=stands, recorded=value)
        return
    named = sa.select(Account.username).where(Account.person_id == person).order_by(Account.id).limit(1)
    report.compare(Place("accounts", str(person)), USERNAME, stands=session.scalar(named), recorded=value)
