"""What every list shows of a standard, as plain views: seals, title, what is missing, and the gap told in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import g

from web.citations import reckoning
from web.present import due, seals, stage_label, title
from workflow import clock
from workflow.facts import unpack
from workflow.records.agreements import Agreement
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import Number
from workflow.words import say, tell

Json = dict[str, Any]


def address(standard: Standard) -> str:
    """The page of a standard."""
    return f"/standards/{standard.id}"


def public(standard: Standard) -> str:
    """Its page for everybody."""
    return f"/public/standards/{standard.id}"


def shown(standard: Standard, places: Mapping[str, Region]) -> Json:
    """Seals, title and address of a standard."""
    states = (standard.outlook or {}).get("seals", {})
    return {"seals": seals(places, states), "title": title(standard), "href": address(standard)}


def told(key: str, facts: Mapping[str, Any]) -> str:
    """A gap in words; days left are counted from today, not from the day the gap was written down."""
    plain = dict(unpack(facts))
    until = plain.get("until", plain.get("date"))
    if "left" in plain and isinstance(until, date):
        plain["left"] = max(clock.days_left(until, g.today), 0)
    try:
        return say(key, **plain)
    except KeyError:  # written down by an older version, which told less; the next act writes it anew
        return say("详见项目页")


def reckoned(facts: Mapping[str, Any]) -> str:
    """How the day of a turn was reckoned, as it was written down with the turn."""
    steps = dict(unpack(facts)).get("reckoned")
    return reckoning(steps) if steps else ""


def missing(standard: Standard) -> list[Json]:
    """What a standard waits for, as it was written down with the last act."""
    found: list[Json] = (standard.outlook or {}).get("missing", [])
    return found


def gap(standard: Standard) -> str:
    """The first thing missing, and how many more there are."""
    gaps = missing(standard)
    if not gaps:
        return str(tell(standard.ending or standard.state))
    first = told(gaps[0]["key"], gaps[0]["facts"])
    return say("{first}另缺 {n} 件。", first=first, n=len(gaps) - 1) if len(gaps) > 1 else first


def due_of(standard: Standard) -> Json | None:
    """The nearest day of what is missing."""
    until = (standard.outlook or {}).get("due")
    return due(date.fromisoformat(until)) if until else None


def place(standard: Standard, agreement: Agreement) -> str:
    """The stage by the group's own label, and the state: 共商发布·批准."""
    return f"{stage_label(agreement, standard.state)}·{tell(standard.state)}"


def number(standard: Standard, serials: Iterable[Serial], numbers: Iterable[RegionNumber] = ()) -> str:
    """What a standard is called by: the numbers it carries, else the serial it holds."""
    carried = list(dict.fromkeys(one.display for one in numbers))
    if carried:
        return carried[0] if len(carried) == 1 else say("{first} 等 {n} 个编号", first=carried[0], n=len(carried))
    held = next((s for s in serials if s.state is not Number.RETIRED), None)
    if held is None:
        return ""
    return say("预留 {serial}", serial=held.serial) if held.state is Number.RESERVED else str(held.serial)


def confidence(standard: Standard) -> str:
    """How sure the facts of a historic standard are, part by part."""
    parts = [part.partition(":") for part in standard.confidence.split(";") if part]
    return "；".join(
        say("{part}：{sure}", part=name, sure=sure) if sure else str(tell(name)) for name, _, sure in parts
    )
