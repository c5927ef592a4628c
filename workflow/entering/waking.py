"""Entries that must be looked at because a day of theirs has come: the worker asks, the rows of the system decide."""

from datetime import date, datetime

import sqlalchemy as sa

from workflow.accord import sources
from workflow.clock import day_of
from workflow.db import Database
from workflow.entering import door
from workflow.records.entries import Entry, EntryVoice
from workflow.vocabulary import EntryState


def due(database: Database, at: datetime) -> list[int]:
    """The entries of which a term, a title or the word of a region has run out and that still stand as before."""
    today = day_of(at)
    with database.read() as session:
        return list(session.scalars(sa.select(Entry.id).where(_run_out(today)).order_by(Entry.id)))


def _run_out(today: date) -> sa.ColumnElement[bool]:
    titles = sa.and_(Entry.state == EntryState.PASSED, Entry.until < today)
    reviews = sa.and_(Entry.state == EntryState.QUESTIONED, Entry.due < today)
    spoken = sa.select(EntryVoice.entry_id).where(EntryVoice.until < today)
    return sa.or_(titles, reviews, _source_gone(), sa.and_(Entry.state == EntryState.LISTED, Entry.id.in_(spoken)))


def _source_gone() -> sa.ColumnElement[bool]:
    """Listed ones of which the standard of ours has ended or was amended; whether that is news the rule judges."""
    changed = sa.or_(*(Entry.standard_id.in_(found) for found in sources.changed()))
    return sa.and_(Entry.state == EntryState.LISTED, changed)


def wake(database: Database, at: datetime) -> int:
    """Let each of them do what it does by itself; gives how many were looked at."""
    found = due(database, at)
    for entry_id in found:
        door.settle(database, entry_id, at)
    return len(found)
