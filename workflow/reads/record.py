"""The record of a standard: its events in order, with the names of those who acted; and the logs they stand in."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.log.tiles import bundle as tiled
from workflow.picture.standing import Seat
from workflow.reads import neighbours
from workflow.reads.catalogue import agreements_of
from workflow.reads.sealing import envelope, sealed_among
from workflow.reads.seats import sat
from workflow.records.agreements import Agreement
from workflow.records.events import Checkpoint, Event, Log
from workflow.vocabulary import Named, SeatRole

PAGE = 200
ENTRIES = 256  # of one bundle, as tiled logs cut them
READERS = frozenset(SeatRole) - {
    SeatRole.SYSADMIN,
    SeatRole.SECADMIN,
    SeatRole.EXPERT,
    SeatRole.DRAFTER,
    SeatRole.OBSERVER,
}


@dataclass(frozen=True)
class Happened:
    """One event as it stands in the log, and whose it was; nobody's where the process acted by itself."""

    event: Event
    origin: str
    leaf: dict[str, Any]
    person: Named | None
    organ: Named | None
    role: SeatRole | None


def happened(session: Session, standard_id: int, *, after: int = 0) -> list[Happened]:
    """Events of a standard behind its act number `after`, oldest first."""
    query = sa.select(Event, Log.origin).join(Log, Log.id == Event.log_id)
    mine = (Event.noun == "standard", Event.object_id == standard_id, Event.sequence > after)
    rows = session.execute(query.where(*mine).order_by(Event.sequence).limit(PAGE)).all()
    leaves = [(event, origin, json.loads(event.leaf)) for event, origin in rows]
    seats = sat(session, {leaf["seat"] for _, _, leaf in leaves if leaf["seat"] is not None})
    nobody = (None, None, None)
    return [Happened(event, origin, leaf, *seats.get(leaf["seat"], nobody)) for event, origin, leaf in leaves]


def log_of(session: Session, seat: Seat, agreement: str, year: int, part: int | None) -> Log | None:
    """The log of an agreement and a year, for seats that see all of the agreement's work; of its parts the newest."""
    if seat.role not in READERS:
        return None
    query = sa.select(Log).outerjoin(Agreement, Agreement.id == Log.agreement_id)
    ours: tuple[sa.ColumnElement[bool], ...] = (Agreement.id.in_(agreements_of(seat)), _named(agreement))
    if agreement == neighbours.NAME:
        ours = (Log.agreement_id.is_(None),) if seat.region else (sa.false(),)
    wanted = () if part is None else (Log.part == part,)
    return session.scalars(query.where(*ours, Log.year == year, *wanted).order_by(Log.part.desc())).first()


def log_by_hash(session: Session, seat: Seat, digest: str) -> Log | None:
    """The log whose origin has this SHA-256, as addresses of tiles name it, for the same seats."""
    if seat.role not in READERS:
        return None
    ours = session.scalars(sa.select(Log).where(Log.agreement_id.in_(agreements_of(seat))).order_by(Log.id))
    return next((log for log in ours if sha256(log.origin.encode()).hexdigest() == digest), None)


def logs_of(session: Session, agreement: str) -> list[Log]:
    """Every log of an agreement, by its id or its code; for calls whose own signature says who makes them."""
    query = sa.select(Log).join(Agreement, Agreement.id == Log.agreement_id).where(_named(agreement))
    return list(session.scalars(query.order_by(Log.id)))


def signed(session: Session, log_id: int, size: int | None = None) -> Checkpoint | None:
    """The checkpoint of a size, or the newest one."""
    query = sa.select(Checkpoint).where(Checkpoint.log_id == log_id).order_by(Checkpoint.size.desc())
    return session.scalars(query.where(Checkpoint.size == size) if size is not None else query).first()


def bundle(session: Session, log: Log, start: int, end: int, seat: Seat) -> bytes:
    """The leaves from `start` up to `end`, each behind its length in two bytes, as tiled logs serve entries; a vote on
    a panel at work is told by its hash alone, and so is what concerns other regions in the installation's log."""
    query = sa.select(Event).where(Event.log_id == log.id, Event.index >= start, Event.index < end)
    events = session.scalars(query.order_by(Event.index).limit(ENTRIES)).all()
    closed = sealed_among(session, events) if log.agreement_id else neighbours.hidden(session, seat, events)
    leaves = [envelope(e.index, e.leaf_hash) if (e.log_id, e.index) in closed else e.leaf for e in events]
    return tiled(leaves)


def _named(agreement: str) -> sa.ColumnElement[bool]:
    is_id = agreement.isascii() and agreement.isdigit() and len(agreement) < 10
    return Agreement.id == int(agreement) if is_id else Agreement.code == agreement
