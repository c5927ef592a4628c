"""Notices 通报 as a region reads them: what it was told and owes a receipt for, and who was told what of a project."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.doors.acknowledging import may
from workflow.picture.standing import Seat
from workflow.reads import letters
from workflow.reads.inbox import within
from workflow.records.notices import RegionNotice
from workflow.records.standards import Standard
from workflow.vocabulary import Notice

PAGE: Final = 30
UNREAD: Final = (Notice.QUEUED, Notice.DELIVERED)


class Show(StrEnum):
    """What the list is narrowed to."""

    UNREAD = "unread"
    OWED = "owed"
    ALL = "all"


CONDITIONS: dict[Show, sa.ColumnElement[bool]] = {
    Show.UNREAD: RegionNotice.state.in_(UNREAD),
    Show.OWED: sa.and_(RegionNotice.owes_receipt, RegionNotice.acknowledged_at.is_(None)),
    Show.ALL: sa.true(),
}


@dataclass(frozen=True)
class Told:
    """One page of notices, how many there are of each kind, and the regions that told."""

    rows: list[tuple[RegionNotice, Standard]]
    total: int
    counts: dict[Show, int]
    senders: list[str]


def told(session: Session, seat: Seat, show: Show = Show.ALL, *, sender: str = "", page: int = 1) -> Told:
    """The notices to the seat's region, the newest first."""
    wanted = [CONDITIONS[show], *([RegionNotice.actor_region == sender] if sender else [])]
    mine = _mine(seat)
    total = session.scalar(mine.where(*wanted).with_only_columns(sa.func.count())) or 0
    newest = mine.where(*wanted).order_by(RegionNotice.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    senders = mine.with_only_columns(RegionNotice.actor_region).distinct().order_by(RegionNotice.actor_region)
    return Told(
        [(notice, standard) for notice, standard in session.execute(newest)],
        total,
        _counts(session, seat),
        [code for code in session.scalars(senders) if code],
    )


def owed(session: Session, seat: Seat) -> tuple[int, int]:
    """How many notices, and how many letters, wait for a word that this seat could give; the navigation shows both."""
    if not may(seat):
        return 0, 0
    notices = session.scalar(_mine(seat).where(CONDITIONS[Show.OWED]).with_only_columns(sa.func.count())) or 0
    return notices, letters.owed(session, seat)


def of_project(session: Session, standard_id: int) -> list[RegionNotice]:
    """Every notice of a project, the oldest first."""
    query = sa.select(RegionNotice).where(RegionNotice.standard_id == standard_id)
    return list(session.scalars(query.order_by(RegionNotice.id)))


def _counts(session: Session, seat: Seat) -> dict[Show, int]:
    each = [sa.func.count().filter(condition) for condition in CONDITIONS.values()]
    row = session.execute(_mine(seat).with_only_columns(*each)).one()
    return dict(zip(CONDITIONS, row, strict=True))


def _mine(seat: Seat) -> sa.Select[RegionNotice, Standard]:
    query = sa.select(RegionNotice, Standard).join(Standard, Standard.id == RegionNotice.standard_id)
    return query.where(RegionNotice.region_code == seat.region, *within(seat))
