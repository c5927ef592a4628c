"""Where the turns of an entry stand in the log."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.events import Event, Log


@dataclass(frozen=True)
class Recorded:
    """The event of a turn, and the name of its log."""

    event: Event
    origin: str


def records(session: Session, entry_id: int) -> dict[int, Recorded]:
    """By the number of the turn: the events of an entry are numbered as its turns are."""
    query = sa.select(Event, Log.origin).join(Log, Log.id == Event.log_id)
    mine = (Event.noun == "entry", Event.object_id == entry_id)
    return {event.sequence: Recorded(event, origin) for event, origin in session.execute(query.where(*mine))}
