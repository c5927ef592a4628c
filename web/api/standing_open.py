"""What stands open, for programs: departments and their load, the hand-over of a chair, reviews that are coming."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from web import agreed
from web.api import views
from web.api.listing import cut, listed, of, plain
from web.seats import shows
from workflow.process.reasons import NotThere
from workflow.reads import handover as handovers
from workflow.reads import load as loads
from workflow.reads import reviews_ahead
from workflow.reads.waiting_list import Listed
from workflow.records.places import Organ, Region

calls = Blueprint("standing_open", __name__)
CHAIR = ("chair", "next", "months", "since", "until")


@calls.get("/departments")
@shows
def departments() -> ResponseReturnValue:
    """Each department that has anything to do, with how much of it."""
    found = loads.loads(g.session, g.seat, g.today)
    return listed([_department(one.organ, one.region) | {"load": _short(one.counts)} for one in found])


@calls.get("/departments/<int:organ_id>")
@shows
def department(organ_id: int) -> ResponseReturnValue:
    found = loads.department(g.session, g.seat, organ_id)
    if found is None:
        raise NotThere
    lists = _lists(loads.of_department(g.session, g.seat, organ_id, g.today))
    return listed(lists, department=_department(*found))


def _department(organ: Organ, place: Region) -> views.Json:
    return {"id": organ.id, "name": {"zh": organ.name_zh, "en": organ.name_en}, "region": place.code}


def _short(counts: Any) -> dict[str, int]:
    """The counts without the room that their words stand in."""
    return {name.rpartition(".")[2]: n for name, n in counts.items()}


def _lists(found: Iterable[Listed]) -> list[views.Json]:
    """Each list with its number, which is its length."""
    return [{"name": one.name, "total": len(one.lines), "lines": [_line(line) for line in one.lines]} for one in found]


def _line(one: Any) -> views.Json:
    return of(one, ("title", "due", "note")) | {"page": one.href}


@calls.get("/agreements/<int:agreement_id>/handover")
@shows
def handover(agreement_id: int) -> ResponseReturnValue:
    """Who has the chair, who is next, what is handed over, and the entry that confirms it."""
    told = handovers.told(g.session, g.seat, agreed.find(g.session, agreement_id))
    confirmed = of(told.confirmed, ("id", "state", "title")) if told.confirmed else None
    return listed(_lists(told.lists), **of(told, CHAIR), confirmed=confirmed)


@calls.get("/reviews")
@shows
def reviews() -> ResponseReturnValue:
    """Those that must be concluded within five years; `month` may be a year, too."""
    place, month = request.args.get("region", ""), request.args.get("month", "")
    found = reviews_ahead.reviews(g.session, g.seat, g.today)
    items = [
        {"standard": one.standard.id, "title": one.standard.title_zh, "state": plain(one.standard.state)}
        | of(one, ("opens", "until", "regions"))
        for one in found
        if one.is_of(place, month)
    ]
    return cut(items)
