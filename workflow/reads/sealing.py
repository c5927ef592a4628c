"""Votes of a panel that has not concluded: their leaves stand in the log and can be proved; what they say is kept."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.events import Event
from workflow.records.panels import ReviewPanel
from workflow.vocabulary import Panel

Key = tuple[int, int]  # a log and an index in it
VOTE: Final = "vote"
PAPER: Final = "paper_act"  # of a vote signed on paper: so few answers are guessed from their hash
UNTIL: Final = "until the panel concludes"


def sealed(session: Session, *where: sa.ColumnElement[bool]) -> frozenset[Key]:
    """The votes among some events that are not to be told yet; one statement, two where a panel is still at work."""
    is_open = ReviewPanel.state != Panel.CONCLUDED
    panels = session.execute(sa.select(ReviewPanel.id, ReviewPanel.standard_id).where(is_open))
    at_work = {panel: standard for panel, standard in panels}
    if not at_work:
        return frozenset()
    cast = sa.and_(Event.noun == "standard", Event.act == VOTE, Event.object_id.in_(set(at_work.values())))
    votes = sa.select(Event.log_id, Event.index, Event.noun, Event.leaf).where(cast | (Event.noun == PAPER), *where)
    found = session.execute(votes)
    return frozenset((log, index) for log, index, noun, leaf in found if _is_kept(noun, leaf, at_work))


def sealed_among(session: Session, events: Iterable[Event]) -> frozenset[Key]:
    """The same of events that were read already: asks nothing where none of them is a vote."""
    keys = [(event.log_id, event.index) for event in events if event.act == VOTE or event.noun == PAPER]
    return sealed(session, sa.tuple_(Event.log_id, Event.index).in_(keys)) if keys else frozenset()


def envelope(index: int, leaf_hash: bytes) -> bytes:
    """What stands in for a sealed leaf: where it lies and by which hash its proof is checked; no leaf looks like it."""
    told = {"idx": index, "leaf_hash": leaf_hash.hex(), "sealed": UNTIL}
    return json.dumps(told, separators=(",", ":"), sort_keys=True).encode()


def _is_kept(noun: str, leaf: bytes, at_work: Mapping[int, int]) -> bool:
    """Whether a panel at work is not to know this; what is no leaf any more is kept closed too."""
    try:
        told = json.loads(leaf)
        if noun == PAPER:
            return told["to"]["step"] == VOTE and told["to"]["standard"] in at_work.values()
        return told["facts"]["panel"] in at_work
    except (ValueError, KeyError, TypeError):
        return True


def indices(keys: Collection[Key], log_id: int) -> list[int]:
    """Those that lie in one log, in order."""
    return sorted(index for log, index in keys if log == log_id)
