"""What happened to a standard, newest first, with the reasons that were given; and when each stage began."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.record import Happened, happened
from workflow.records.events import Event, Opening
from workflow.records.notices import RegionNotice

TOLD = ("reason", "lift", "notes")
MILESTONES = ("propose", "open_initiation", "begin_drafting", "pass_review", "release", "enter_into_force")


@dataclass(frozen=True)
class Entry:
    """One event and the words its actor gave for it, where they have not been deleted."""

    happened: Happened
    words: str


def latest(session: Session, standard_id: int, version: int, *, most: int = 12) -> list[Entry]:
    """The newest entries; `version` is the standard's present version, the number of its events."""
    found = list(reversed(happened(session, standard_id, after=max(0, version - most))))
    keys = [(h.event.log_id, h.event.index) for h in found]
    query = sa.select(Opening).where(sa.tuple_(Opening.log_id, Opening.index).in_(keys), Opening.field.in_(TOLD))
    words: dict[tuple[int, int], str] = {}
    for opening in session.scalars(query.order_by(Opening.field.desc())):
        key = (opening.log_id, opening.index)
        words[key] = " ".join(filter(None, (words.get(key, ""), opening.value.decode())))
    return [Entry(h, words.get((h.event.log_id, h.event.index), "")) for h in found]


def one(session: Session, standard_id: int, log_id: int, index: int) -> Entry | None:
    """One event of a standard by its place in the log."""
    mine = (Event.noun == "standard", Event.object_id == standard_id, Event.log_id == log_id, Event.index == index)
    sequence = session.scalar(sa.select(Event.sequence).where(*mine))
    found = latest(session, standard_id, sequence, most=1) if sequence else []
    return next((entry for entry in found if entry.happened.event.sequence == sequence), None)


def milestones(session: Session, standard_id: int) -> dict[str, datetime]:
    """The last time each stage was entered."""
    query = sa.select(Event.act, sa.func.max(Event.at)).where(
        Event.noun == "standard", Event.object_id == standard_id, Event.act.in_(MILESTONES)
    )
    return {act: at for act, at in session.execute(query.group_by(Event.act))}


def notices(session: Session, standard_id: int, *, most: int = 8) -> list[RegionNotice]:
    """The newest notices of a standard, with delivered and read."""
    query = sa.select(RegionNotice).where(RegionNotice.standard_id == standard_id)
    return list(session.scalars(query.order_by(RegionNotice.id.desc()).limit(most)))
