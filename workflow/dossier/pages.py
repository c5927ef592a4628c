"""The events of a standard a page at a time, each page in a short transaction of its own, with what hangs on them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.records.events import Event, Opening

PAGE: Final = 500
STANDARD: Final = "standard"


@dataclass(frozen=True)
class Entry:
    """One event, its leaf as data, and the openings that still are there."""

    event: Event
    leaf: dict[str, Any]
    openings: tuple[Opening, ...]


def pages(database: Database, standard_id: int, last: int) -> Iterator[tuple[Session, list[Entry]]]:
    """All events up to act number `last`; the session of a page ends with it."""
    for start in range(0, last, PAGE):
        with database.read() as session:
            yield session, entries(session, standard_id, start, min(start + PAGE, last))


def entries(session: Session, standard_id: int, after: int, upto: int) -> list[Entry]:
    """Events behind one act number, up to another."""
    mine = (Event.noun == STANDARD, Event.object_id == standard_id, Event.sequence > after, Event.sequence <= upto)
    events = session.scalars(sa.select(Event).where(*mine).order_by(Event.sequence)).all()
    found: dict[tuple[int, int], list[Opening]] = {}
    joined = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
    query = sa.select(Opening).join(Event, joined).where(*mine).order_by(Opening.field)
    for opening in session.scalars(query):
        found.setdefault((opening.log_id, opening.index), []).append(opening)
    return [Entry(e, json.loads(e.leaf), tuple(found.get((e.log_id, e.index), ()))) for e in events]
