"""What happened to a released standard as far as the public was told of it, oldest first; its kin; who drafted it."""

import json
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.kinds import open_kinds
from workflow.process.standard import ROWS
from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.entries import within
from workflow.records.entries import Entry
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.vocabulary import Tell

MOST: Final = 200
PUBLIC_ACTS: Final = tuple(row.name for row in ROWS.values() if Tell.PUBLIC in row.tells)
# Told to the public by the page itself: what came later than the release, and what was entered from records.
LATER: Final = ("register_release", "open_review", "call_early_review", "convert_below_floor")
CORRECTION: Final = "correct"
SHOWN_FACTS: Final = frozenset({"document_number", "dated", "issuer", "replaces", "address", "posted_on", "effective"})


@dataclass(frozen=True)
class Told:
    """One public fact: which act, of which region; of a correction also what was said wrongly and what is right."""

    event: Event
    ask: str = ""
    was: str = ""
    now: str = ""


def history(session: Session, standard_id: int) -> list[Told]:
    """Public acts of one standard, and the corrections of what they told."""
    acts = (*PUBLIC_ACTS, *LATER, CORRECTION)
    mine = (Event.noun == "standard", Event.object_id == standard_id, Event.act.in_(acts))
    events = session.scalars(sa.select(Event).where(*mine).order_by(Event.sequence).limit(MOST))
    found = (_told(event) for event in events)
    return [one for one in found if one is not None]


def _told(event: Event) -> Told | None:
    """A correction of what was never public stays inside."""
    if event.act != CORRECTION:
        return Told(event)
    facts = json.loads(event.leaf)["facts"]
    step, ask = [*str(facts.get("fact", "")).split("."), ""][:2]
    if step not in PUBLIC_ACTS or ask not in SHOWN_FACTS:
        return None
    return Told(event, ask, str(facts["was"]), str(facts["now"]))


def kin(session: Session, standard: Standard) -> tuple[Standard | None, list[Standard]]:
    """The standard that this one takes the place of, and those that take its place, as far as they are public."""
    before = Standard.id == standard.predecessor_id if standard.predecessor_id else sa.false()
    found = session.scalars(
        sa.select(Standard)
        .where(IS_PUBLIC, sa.or_(before, Standard.predecessor_id == standard.id))
        .order_by(Standard.id)
    ).all()
    older = next((one for one in found if one.id == standard.predecessor_id), None)
    return older, [one for one in found if one is not older]


def around(session: Session, standard_id: int) -> list[Entry]:
    """What regions keep beside it and the public may read: recognition, measures, cases, not what anybody declares."""
    mine = (Entry.standard_id == standard_id, within(None), Entry.kind.not_in(open_kinds()))
    query = sa.select(Entry).where(*mine)
    return list(session.scalars(query.order_by(Entry.kind, Entry.id).limit(MOST)))
