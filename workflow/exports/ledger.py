"""One event as one line in words: names of people, organs, regions and standards looked up a page at a time."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.exports.cells import told
from workflow.reads.sealing import UNTIL, Key, sealed_among
from workflow.records.agreements import RuleSet
from workflow.records.events import SECRET, Event, Opening
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard
from workflow.words import language, say, step_of_entry, word_key

Line = dict[str, Any]


def lines_of(session: Session, origin: str, events: Sequence[Event], *, openings: bool = False) -> list[Line]:
    """The events of one page of one log; a constant number of queries, however many there are."""
    closed = sealed_among(session, events)
    leaves = [told_openly(event, closed) for event in events]
    names = _Names(session, events, leaves)
    opened = _opened(session, events) if openings else {}
    lines = []
    for event, leaf in zip(events, leaves, strict=True):
        is_closed = (event.log_id, event.index) in closed
        line = _line(origin, event, leaf, names) | ({"leaf": "", "facts": {"sealed": UNTIL}} if is_closed else {})
        lines.append(line | ({"opened": {} if is_closed else opened.get(event.index, {})} if openings else {}))
    return lines


def told_openly(event: Event, closed: Collection[Key]) -> Line:
    """What a leaf says; of a sealed one only who acted from which seat, which its row tells too."""
    leaf = told(event.leaf) or {}
    if (event.log_id, event.index) not in closed:
        return leaf
    return {name: leaf.get(name) for name in ("act", "actor", "seat", "region", "obo")}


class _Names:
    """What the ids of a page are called."""

    def __init__(self, session: Session, events: Sequence[Event], leaves: Sequence[Line]) -> None:
        zh = language() != "en"
        standards = {event.object_id for event in events if event.noun == "standard"}
        people = {leaf.get(key) for leaf in leaves for key in ("actor", "obo")}
        self.titles = _by(session, Standard.id, Standard.title_zh if zh else Standard.title_en, standards)
        self.people = _by(session, Person.id, Person.name if zh else _latin(), people)
        self.regions = _by(session, Region.code, Region.name_zh if zh else Region.name_en, _all("region", leaves))
        self.rules = _by(session, RuleSet.id, RuleSet.version, _all("rules", leaves))
        name = Organ.name_zh if zh else Organ.name_en
        seats = sa.select(Appointment.id, name, Appointment.role).join(Organ, Organ.id == Appointment.organ_id)
        found = session.execute(seats.where(Appointment.id.in_(_known(_all("seat", leaves)))))
        self.seats: dict[Any, tuple[Any, Any]] = {seat: (organ, say(word_key(role))) for seat, organ, role in found}


def _line(origin: str, event: Event, leaf: Line, names: _Names) -> Line:
    organ, role = names.seats.get(leaf.get("seat"), (None, None))
    return {
        "log": origin,
        "index": event.index,
        "leaf_hash": event.leaf_hash.hex(),
        "time": event.at.astimezone(BEIJING).isoformat(timespec="microseconds"),
        "act": event.act,
        "act_label": step_of_entry(event.act) if event.noun == "entry" else say(f"step.{event.act}"),
        "object": f"{event.noun}/{event.object_id}",
        "standard": event.object_id if event.noun == "standard" else None,
        "title": names.titles.get(event.object_id) if event.noun == "standard" else None,
        "region": leaf.get("region"),
        "region_name": names.regions.get(leaf.get("region")),
        "organ": organ,
        "person": names.people.get(leaf.get("actor")),
        "seat_role": role,
        "on_behalf_of": names.people.get(leaf.get("obo")),
        "from": leaf.get("from"),
        "to": leaf.get("to"),
        "facts": leaf.get("facts"),
        "text_hash": leaf.get("text"),
        "rules": names.rules.get(leaf.get("rules")),
        "statement": leaf.get("stmt"),
        "files": leaf.get("files"),
        "leaf": event.leaf.decode(errors="replace"),
    }


def _opened(session: Session, events: Sequence[Event]) -> dict[int, dict[str, str]]:
    if not events:
        return {}
    span = Opening.index.between(events[0].index, events[-1].index)
    query = sa.select(Opening).where(Opening.log_id == events[0].log_id, span, Opening.field.not_in(SECRET))
    found: dict[int, dict[str, str]] = {}
    for opening in session.scalars(query):
        found.setdefault(opening.index, {})[opening.field] = opening.value.decode(errors="replace")
    return found


def _by(session: Session, key: Any, name: Any, ids: Iterable[Any]) -> dict[Any, Any]:
    return {found: called for found, called in session.execute(sa.select(key, name).where(key.in_(_known(ids))))}


def _all(name: str, leaves: Sequence[Line]) -> set[Any]:
    return {leaf.get(name) for leaf in leaves}


def _known(ids: Iterable[Any]) -> list[Any]:
    return sorted(each for each in ids if each is not None)


def _latin() -> sa.ColumnElement[str]:
    return sa.func.coalesce(sa.func.nullif(Person.name_latin, ""), Person.name)
