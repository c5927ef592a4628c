"""Who was told of what a region holds against a log, as the log itself says."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.doors.cosigning import NOUN
from workflow.reads.seats import sat
from workflow.records.cosigning import Dispute
from workflow.records.events import Event
from workflow.vocabulary import Named, SeatRole

Told = tuple[Named, Named, SeatRole]  # person, organ, as what


def seats_told(session: Session, disputes: Collection[int]) -> dict[int, list[int]]:
    """Dispute → the seats that were told of it."""
    events = sa.select(Event.object_id, Event.leaf).where(Event.noun == NOUN, Event.object_id.in_(disputes))
    return {row.object_id: json.loads(row.leaf)["facts"]["told"] for row in session.execute(events)}


def told(session: Session, seats: Mapping[int, Collection[int]]) -> dict[int, list[Told]]:
    """Dispute → the persons who were told of it, from its seats."""
    known = sat(session, {seat for some in seats.values() for seat in some}) if seats else {}
    return {one: [known[seat] for seat in some if seat in known] for one, some in seats.items()}


def since(session: Session, hour: datetime) -> list[int]:
    """What came in from an hour on."""
    return list(session.scalars(sa.select(Dispute.id).where(Dispute.received_at >= hour).order_by(Dispute.id)))
