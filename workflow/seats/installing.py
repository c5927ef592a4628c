"""The first persons and seats of an installation, laid before there is anyone who could appoint; each is an
event of the
installation's log. From then on appointments go through `appointing`."""

from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Work
from workflow.log import recording
from workflow.log.journal import INSTALLATION, open_log
from workflow.records.events import Log
from workflow.records.people import Account, Appointment, Person
from workflow.records.places import Organ
from workflow.vocabulary import OrganKind, SeatRole

NOUN: Final = "installation"
ITSELF: Final = 1  # there is one installation; its events are numbered through


def open_installation(work: Work, *, is_demo: bool, year: int) -> None:
    """Begin the installation's log; a demonstration's says so in its name."""
    open_log(work.session, f"{'demo/' if is_demo else ''}{INSTALLATION}", None, year)


def record(work: Work, act: str, *, facts: dict[str, Any], personal: dict[str, str] | None = None) -> None:
    """What was done to the installation itself, by its operator at the server and not from a seat."""
    head = sa.select(Log.id).where(Log.agreement_id.is_(None)).with_for_update()  # one number for each of two at once
    work.session.execute(head)
    recording.record(work, NOUN, ITSELF, act, None, agreement_id=None, facts=facts, personal=personal)


def enter_person(
    work: Work,
    name: str,
    username: str,
    *,
    name_latin: str = "",
    password_hash: str | None = None,
    is_demo: bool = False,
) -> tuple[int, int]:
    """A natural person with a log-in; gives the ids of both."""
    person = work.insert(Person, name=name, name_latin=name_latin, is_demo=is_demo)
    account = work.insert(Account, person_id=person, username=username, password_hash=password_hash)
    record(
        work,
        "enter_person",
        facts={"person": person, "account": account},
        personal={"name": name, "username": username},
    )
    return person, account


def lay_seat(work: Work, person: int, organ_id: int, role: SeatRole, *, since: date, until: date | None = None) -> int:
    """A seat that acts at once: nobody is there yet to be its second hand."""
    region, kind = work.session.execute(sa.select(Organ.region_code, Organ.kind).where(Organ.id == organ_id)).one()
    seat = {
        "person_id": person,
        "region_code": region,
        "organ_id": organ_id,
        "role": role,
        "since": since,
        "until": until,
    }
    made = work.insert(Appointment, **seat, confirmed_at=work.at)
    told = {"appointment": made, "person": person, "region": region, "organ": organ_id, "role": role.value}
    told["kind"] = kind.value
    dates = {"since": since.isoformat(), "until": until.isoformat() if until else None}
    record(work, "lay_seat", facts=told | dates)
    return made


def operator(work: Work, name_zh: str, name_en: str) -> int:
    """The organ that runs the installation; the three administrators sit in it."""
    found = work.session.scalar(sa.select(Organ.id).where(Organ.region_code.is_(None), Organ.name_zh == name_zh))
    return found or work.insert(Organ, region_code=None, kind=OrganKind.OPERATOR, name_zh=name_zh, name_en=name_en)


def has_begun(session: Session) -> bool:
    """Whether the first seats are there already."""
    return bool(session.scalar(sa.select(sa.exists().where(Appointment.id > 0))))
