"""The auditors' own record to read: samples with what was looked at, and what was opened by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.audit import Scope
from workflow.records.auditing import AuditReading, AuditSample, AuditSampleItem
from workflow.records.events import Event, Log
from workflow.records.people import Appointment, Person
from workflow.records.places import Region

PAGE = 50


@dataclass(frozen=True)
class Sample:
    """A sample, who drew it, how much of it was looked at."""

    sample: AuditSample
    drawer: Person
    drawn: int
    examined: int


@dataclass(frozen=True)
class Read:
    """Something that was opened, by whom, and whose it was."""

    reading: AuditReading
    person: Person
    region: Region | None
    leaf: tuple[int, int]


def samples(session: Session, seat: Seat) -> list[Sample]:
    """Those of the auditors of the seat's side, the newest first; the installation's see all."""
    return _samples(session, seat)


def sample(session: Session, seat: Seat, sample_id: int) -> Sample | None:
    found = _samples(session, seat, AuditSample.id == sample_id) if 0 < sample_id < 2**31 else []
    return found[0] if found else None


def _samples(session: Session, seat: Seat, *where: sa.ColumnElement[bool]) -> list[Sample]:
    item = AuditSampleItem
    counts = sa.select(item.sample_id, sa.func.count().label("n"), sa.func.count(item.examined_at).label("seen"))
    counted = counts.group_by(item.sample_id).subquery()
    query = sa.select(AuditSample, Person, counted.c.n, counted.c.seen)
    query = query.join(counted, counted.c.sample_id == AuditSample.id)
    query = query.join(Appointment, Appointment.id == AuditSample.seat_id)
    query = query.join(Person, Person.id == Appointment.person_id)
    own = [] if seat.region is None else [Appointment.region_code == seat.region]
    rows = session.execute(query.where(*own, *where).order_by(AuditSample.id.desc()).limit(PAGE))
    return [Sample(one, drawer, n, seen) for one, drawer, n, seen in rows]


def items(session: Session, sample_id: int) -> list[tuple[AuditSampleItem, Event, str, Person | None]]:
    """The drawn events in the order of the draw, with their logs and who looked at them."""
    item = AuditSampleItem
    here = sa.and_(Event.log_id == item.log_id, Event.index == item.index)
    query = sa.select(item, Event, Log.origin, Person).join(Event, here).join(Log, Log.id == item.log_id)
    query = query.outerjoin(Person, Person.id == item.examined_by).where(item.sample_id == sample_id)
    return [(one, event, origin, who) for one, event, origin, who in session.execute(query.order_by(item.place))]


def scope_of_drawer(session: Session, one: AuditSample) -> Scope:
    """What was open to whoever drew it: the logs it names, of the installation's the deeds of his region alone."""
    region = session.scalar(sa.select(Appointment.region_code).where(Appointment.id == one.seat_id))
    if region is None:
        return Scope(None, None)
    named = sa.select(Log.agreement_id).where(Log.origin.in_([head["log"] for head in one.heads]))
    return Scope(frozenset(session.scalars(named.where(Log.agreement_id.is_not(None)))), region)


def sizes(session: Session, one: AuditSample) -> dict[int, tuple[str, int]]:
    """The logs up to where the population was read."""
    heads = {head["log"]: head["size"] for head in one.heads}
    query = sa.select(Log.id, Log.origin).where(Log.origin.in_(heads))
    return {log_id: (origin, heads[origin]) for log_id, origin in session.execute(query)}


def readings(session: Session, scope: Scope, before: int | None) -> Sequence[Read]:
    """What auditors opened of the region's or its agreements', or as its own auditors; the newest first, and one
    more if there are more.
    """
    reading = AuditReading
    query = sa.select(reading, Person, Region, Event.log_id, Event.index)
    query = query.join(Appointment, Appointment.id == reading.seat_id)
    query = query.join(Person, Person.id == Appointment.person_id)
    query = query.outerjoin(Region, Region.code == reading.of_region)
    query = query.join(Event, sa.and_(Event.noun == "reading", Event.object_id == reading.id))
    if scope.agreements is not None:
        theirs = sa.or_(reading.of_region == scope.region, reading.agreement_id.in_(scope.agreements))
        query = query.where(sa.or_(theirs, Appointment.region_code == scope.region))
    older = [] if before is None else [reading.id < before]
    rows = session.execute(query.where(*older).order_by(reading.id.desc()).limit(PAGE + 1))
    return [Read(one, who, region, (log, index)) for one, who, region, log, index in rows]
