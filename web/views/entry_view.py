"""Entries as plain views: a line of a list, the fields of one by their names, the turns of its course."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from flask import g

from web.present import day, instant, region
from workflow.entering.telling import OF_NOUN
from workflow.kinds import Field, Kind, all_kinds
from workflow.process.entries import ROWS
from workflow.reads.catalogue import visible
from workflow.reads.entries import Shown, Turn
from workflow.records.entries import EntryFigure
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import EntryState
from workflow.words import say, step_of_entry, tell

Json = dict[str, Any]
Places = Mapping[str, Region]
OPEN = frozenset(
    {
        EntryState.OPEN,
        EntryState.DELIVERED,
        EntryState.RUNNING,
        EntryState.CALLED,
        EntryState.UNDER_WAY,
        EntryState.NOTICED,
        EntryState.QUESTIONED,
        EntryState.LISTED,
        EntryState.RECORDED,
        EntryState.PASSED,
    }
)


def line(one: Shown, places: Places) -> Json:
    """An entry as a line of a list."""
    kind = all_kinds()[one.kind]
    due, code = one.day("due"), one.cells["region_code"]
    return {
        "id": one.id,
        "title": one.title,
        "state": tell(one.state),
        "code": one.state.value,
        "is_open": one.state in OPEN,
        "region": region(places[code])["name"] if code else say("各地区"),
        "batch": one.cells["batch"],
        "due": day(due) if due else None,
        "is_late": due is not None and due < g.today and one.state is EntryState.OPEN,
        "until": day(one.day("until")) if one.cells["until"] else None,
        "since": day(one.since),
        "brief": [told for field in kind.fields[:3] if (told := value(field, one.fields, places))],
    }


def fields(kind: Kind, held: Mapping[str, Any], places: Places, *, is_public: bool = False) -> list[Json]:
    """The fields of an entry by their names; what is personal is not told to the public."""
    shown = (field for field in kind.fields if not (is_public and field.is_personal and field.type != "prose"))
    rows = [{"term": str(tell(field.words)), "words": value(field, held, places)} for field in shown]
    rows += [{"term": say(f"ask.{name}"), "words": str(held[name])} for name in OF_NOUN if held.get(name)]
    return [row for row in rows if row["words"]]


def value(field: Field, held: Mapping[str, Any], places: Places) -> str:
    """What a field holds, in words."""
    told = field.held(held)
    if told in (None, "", []):
        return ""
    names = {one.code: one for one in field.choices}
    items = told if isinstance(told, list) else [told]
    if field.type in ("region", "regions"):
        return str(tell([region(places[code])["name"] if code in places else code for code in items]))
    if not names:
        return "、".join(map(str, items))  # what somebody wrote is told as written, also where it is a word of ours
    return str(tell([names.get(str(item), str(item)) for item in items]))


def turn(one: Turn) -> Json:
    """One step of the course."""
    who = " ".join(str(tell(name)) for name in (one.organ, one.person) if name)
    file = one.turn.file_sha256
    return {
        "step": step_of_entry(one.turn.step),
        "who": who or say("系统" if ROWS[one.turn.step].is_system else "公众"),
        "at": instant(one.turn.at),
        "state": tell(one.turn.state),
        "words": one.turn.words,
        "file": f"/files/{file}" if file else None,
    }


def figure(one: EntryFigure, places: Places) -> Json:
    """A figure with its day and its source."""
    code = one.region_code
    told = {"day": day(one.of_day), "value": one.value, "source": one.source}
    return told | {"region": region(places[code])["name"] if code else ""}


def linked(ids: Iterable[int]) -> dict[int, Json]:
    """The standards that a reader may see, with where they are read; others are not there."""
    seat = g.get("seat")
    query = sa.select(Standard).where(Standard.id.in_(list(ids)), visible(seat))
    home = "/standards" if seat is not None else "/public/standards"
    found = g.session.scalars(query)
    return {one.id: {"href": f"{home}/{one.id}", "title": one.title_zh, "state": tell(one.state)} for one in found}


def counted(found: Mapping[str, Mapping[EntryState, int]], kind: Kind, base: str) -> Json:
    """A kind with how many of its entries stand where, each number with the list it opens."""
    states = found.get(kind.code, {})
    home = f"{base}/{kind.code}"
    parts = [
        {"n": n, "words": tell(state), "href": f"{home}?state={state.value}"}
        for state in EntryState
        if (n := states.get(state, 0))
    ]
    told = {"code": kind.code, "name": tell(kind.name), "about": tell(kind.about), "href": home}
    return told | {"n": sum(states.values()), "parts": parts}
