"""Votes of a panel that has not concluded: their leaves stand in the log and can be proved; what they say is kept."""

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.events import Event
from workflow.records.panels import ReviewPanel
from workflow.vocabulary import Panel

Key = tuple[int, int]  # a log and an index in it
VOTE: Final = "vote"
UNTIL: Final = "until the panel concludes"


def sealed(session: Session, *where: sa.ColumnElement[bool]) -> frozenset[Key]:
    """The votes among some events that are not to be told yet; one statement, two where a panel is still at work."""
    is_open = ReviewPanel.state != Panel.CONCLUDED
    at_work = set(session.scalars(sa.select(ReviewPanel.id).where(is_open)))
    if not at_work:
        return frozenset()
    theirs = sa.select(ReviewPanel.standard_id).where(is_open)
    votes = sa.select(Event.log_id, Event.index, Event.leaf)
    votes = votes.where(Event.noun == "standard", Event.act == VOTE, Event.object_id.in_(theirs), *where)
    return frozenset((log, index) for log, index, leaf in session.execute(votes) if _panel(leaf) in (at_work | {None}))


def sealed_among(session: Session, events: Iterable[Event]) -> frozenset[Key]:
    """The same of events that were read already: asks nothing where none of them is a vote."""
    keys = [(event.log_id, event.index) for event in events if event.act == VOTE]
    return sealed(session, sa.tuple_(Event.log_id, Event.index).in_(keys)) if keys else frozenset()


def envelope(index: int, leaf_hash: bytes) -> bytes:
    """What stands in for a sealed leaf: where it lies and by which hash its proof is checked; no leaf looks like it."""
    told = {"idx": index, "leaf_hash": leaf_hash.hex(), "sealed": UNTIL}
    return json.dumps(told, separators=(",", ":"), sort_keys=True).encode()


def _panel(leaf: bytes) -> Any:
    """The panel of a vote; none where its bytes are no longer a leaf, which is then kept closed too."""
    try:
        return json.loads(leaf)["facts"]["panel"]
    except (ValueError, KeyError, TypeError):
        return None


def indices(keys: Collection[Key], log_id: int) -> list[int]:
    """Those that lie in one log, in order."""
    return sorted(index for log, index in keys if log == log_id)
