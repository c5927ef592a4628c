"""Seats and their holders as the page of people asks for them: those of the reader's own region, and nobody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.picture.standing import Seat
from workflow.records.events import Event
from workflow.records.people import Account, Appointment, Person
from workflow.records.places import Organ, Region
from workflow.seats.eligibility import against_second_hand, organs_open, roles_open, seen
from workflow.vocabulary import Named, SeatRole

PAGE = 100
LATELY = 50  # ended seats shown; the log has them all

Proposer, Confirmer = aliased(Person), aliased(Person)
Rows: TypeAlias = sa.Select[Appointment, Person, Organ, Region, Person, Person]


class Term(StrEnum):
    """Where a seat stands on a day."""

    WAITING = "waiting"
    COMING = "coming"
    SERVING = "serving"
    OVER = "over"
    ENDED = "ended"


@dataclass(frozen=True)
class Held:
    """A seat with its holder, as a row of the page."""

    given: Appointment
    person: Named
    organ: Named
    region: Named | None
    term: Term
    proposer: Named | None
    confirmer: Named | None
    is_for_reader: bool  # it waits for the reader's own hand

    @property
    def id(self) -> int:
        return self.given.id

    @property
    def role(self) -> SeatRole:
        return self.given.role


@dataclass(frozen=True)
class People:
    """The page of people: what waits, who serves, whose time is over."""

    waiting: list[Held]
    serving: list[Held]
    over: list[Held]
    total: int


@dataclass(frozen=True)
class Choices:
    """What a security administrator may choose from."""

    persons: list[Named]
    organs: list[Named]
    roles: list[SeatRole]


def people(session: Session, seat: Seat, today: date, *, words: str = "", page: int = 1) -> People:
    """The seats of the reader's region, by organ and name."""
    waiting = (Appointment.confirmed_at.is_(None), Appointment.ended_at.is_(None))
    is_open = sa.or_(Appointment.until.is_(None), Appointment.until >= today)
    serves = (Appointment.confirmed_at.is_not(None), Appointment.ended_at.is_(None), is_open, *_like(words))
    is_past = sa.or_(Appointment.ended_at.is_not(None), sa.and_(Appointment.confirmed_at.is_not(None), ~is_open))
    order = (Appointment.region_code, Organ.id, Person.name, Appointment.id)
    total = session.scalar(_joined(sa.select(sa.func.count(Appointment.id))).where(seen(seat), *serves)) or 0
    serving = _query(seat).where(*serves).order_by(*order).limit(PAGE).offset((page - 1) * PAGE)
    over = _query(seat).where(is_past, *_like(words)).order_by(Appointment.id.desc()).limit(LATELY)
    return People(
        _rows(session, seat, _query(seat).where(*waiting).order_by(Appointment.id), today),
        _rows(session, seat, serving, today),
        _rows(session, seat, over, today),
        total,
    )


def one(session: Session, seat: Seat, appointment_id: int, today: date) -> Held | None:
    """One seat, if the reader may see it."""
    if not 0 < appointment_id < 2**31:
        return None
    return next(iter(_rows(session, seat, _query(seat).where(Appointment.id == appointment_id), today)), None)


def account_of(session: Session, person_id: int) -> Account | None:
    """The open account of a person."""
    query = sa.select(Account).where(Account.person_id == person_id, Account.is_open).order_by(Account.id)
    return session.scalars(query).first()


def history(session: Session, appointment_id: int) -> Sequence[Event]:
    """What was done about a seat, the newest first."""
    mine = (Event.noun == "appointment", Event.object_id == appointment_id)
    return session.scalars(sa.select(Event).where(*mine).order_by(Event.sequence.desc())).all()


def choices(session: Session, seat: Seat) -> Choices:
    """The persons, organs and roles of a form that appoints."""
    known = sa.select(Appointment.person_id).where(seen(seat))
    persons = session.scalars(sa.select(Person).where(Person.id.in_(known)).order_by(Person.name, Person.id))
    organs = session.execute(
        sa.select(Organ, Region).outerjoin(Region, Region.code == Organ.region_code).where(organs_open(seat))
        .order_by(Organ.region_code, Organ.kind, Organ.id)
    )  # fmt: skip
    roles = roles_open(seat, None)
    return Choices(
        [person.called for person in persons],
        [Named(str(o.id), *_placed(o, r if seat.region is None else None)) for o, r in organs],
        [role for role in SeatRole if role in roles],
    )


def _placed(organ: Organ, region: Region | None) -> tuple[str, str]:
    if region is None:
        return organ.name_zh, organ.name_en
    return f"{region.name_zh} {organ.name_zh}", f"{region.name_en}: {organ.name_en}"


def _joined(query: sa.Select[Any]) -> sa.Select[Any]:
    return query.select_from(Appointment).join(Person, Person.id == Appointment.person_id).join(
        Organ, Organ.id == Appointment.organ_id
    )  # fmt: skip


def _query(seat: Seat) -> Rows:
    query = sa.select(Appointment, Person, Organ, Region, Proposer, Confirmer)
    query = query.join(Person, Person.id == Appointment.person_id).join(Organ, Organ.id == Appointment.organ_id)
    query = query.outerjoin(Region, Region.code == Appointment.region_code)
    query = query.outerjoin(Proposer, Proposer.id == Appointment.proposed_by)
    return query.outerjoin(Confirmer, Confirmer.id == Appointment.confirmed_by).where(seen(seat))


def _rows(
    session: Session,
    seat: Seat,
    query: Rows,
    today: date,
) -> list[Held]:
    return [
        Held(
            given=given,
            person=person.called,
            organ=Named(str(organ.id), organ.name_zh, organ.name_en),
            region=Named(region.code, region.name_zh, region.name_en) if region else None,
            term=term_of(given, today),
            proposer=proposer.called if proposer else None,
            confirmer=confirmer.called if confirmer else None,
            is_for_reader=not against_second_hand(seat, given, today),
        )
        for given, person, organ, region, proposer, confirmer in session.execute(query)
    ]


def term_of(given: Appointment, today: date) -> Term:
    """Where a seat stands today."""
    if given.ended_at is not None:
        return Term.ENDED
    if given.confirmed_at is None:
        return Term.WAITING
    if given.since > today:
        return Term.COMING
    return Term.OVER if given.until is not None and given.until < today else Term.SERVING


def _like(words: str) -> list[sa.ColumnElement[bool]]:
    """Seats whose holder or organ is called like this."""
    if not words.strip():
        return []
    columns = (Person.name, Person.name_latin, Organ.name_zh, Organ.name_en)
    return [sa.or_(*(column.icontains(words.strip(), autoescape=True) for column in columns))]
