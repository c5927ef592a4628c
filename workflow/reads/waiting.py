"""Where projects wait, and for whom: every open turn of a seat's groups, the late ones first. Turns are written anew
with each act, so that they tell of now alone.
"""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.picture.standing import Seat
from workflow.reads.board import within
from workflow.records.standards import Standard, Turn
from workflow.vocabulary import Role


@dataclass(frozen=True)
class Place:
    """Where something waits: a region, a role, an office of it (the last two of a key may be unknown)."""

    region: str
    role: Role
    organ: int


@dataclass(frozen=True)
class Open:
    """One turn that waits."""

    standard: Standard
    place: Place
    key: str
    step: str
    since: datetime
    due_on: date | None
    days: int

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def waiting(session: Session, seat: Seat, now: datetime) -> list[Open]:
    """Every open turn in the seat's groups: what is late first, then what waits longest."""
    query = sa.select(Turn, Standard).join(Standard, Standard.id == Turn.standard_id).where(*within(seat))
    found = [_open(turn, standard, now) for turn, standard in session.execute(query)]
    today = day_of(now)
    return sorted(found, key=lambda one: (not one.is_late(today), -one.days, one.standard.id, one.key))


def _open(turn: Turn, standard: Standard, now: datetime) -> Open:
    days = (day_of(now) - day_of(turn.since)).days
    place = Place(turn.region_code or "", turn.role, turn.organ_id or 0)
    return Open(standard, place, turn.key, turn.step, turn.since, turn.due_on, days)
