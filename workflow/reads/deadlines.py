"""What a person must do by when, over all seats: for calendars outside. Legal duties are turns like any other."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.inbox import mine
from workflow.reads.seats import seats_of
from workflow.records.people import Account
from workflow.records.places import Region
from workflow.records.standards import Standard, Turn
from workflow.vocabulary import Named

MOST = 500


@dataclass(frozen=True)
class Deadline:
    """One turn with its day; `key` stays the same for as long as the turn waits."""

    key: str
    standard_id: int
    step: str
    region: Named | None
    since: datetime
    due_on: date


def deadlines(session: Session, person_id: int, today: date) -> list[Deadline]:
    """The turns of a person that have a day, the nearest first."""
    seats = seats_of(session, person_id, today)
    if not seats:
        return []
    query = sa.select(Turn, Region).join(Standard, Standard.id == Turn.standard_id)
    query = query.outerjoin(Region, Region.code == Turn.region_code).where(Turn.due_on.is_not(None))
    rows = session.execute(query.where(sa.or_(*(mine(seat) for seat in seats))).order_by(Turn.due_on).limit(MOST))
    return [_deadline(turn, region) for turn, region in rows]


def language_of(session: Session, person_id: int) -> str:
    """The language of a person's account."""
    return session.scalar(sa.select(Account.language).where(Account.person_id == person_id).limit(1)) or "zh"


def _deadline(turn: Turn, region: Region | None) -> Deadline:
    assert turn.due_on is not None
    key = f"{turn.standard_id}/{turn.region_code}/{turn.step}/{turn.key}/{turn.since.isoformat()}"
    named = Named(region.code, region.name_zh, region.name_en) if region else None
    return Deadline(key, turn.standard_id, turn.step, named, turn.since, turn.due_on)
