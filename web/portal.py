"""The public's front door as plain views: groups with their seals, figures that open their lists, rows of standards."""

from typing import Any
from urllib.parse import urlencode

from flask import g, request

from web import paging
from web.editions import released_row
from web.present import group, region, seal
from workflow.reads import portal
from workflow.reads import public as reads
from workflow.reads.portal import Group, Place
from workflow.reads.public import Wanted
from workflow.vocabulary import PUBLIC, Joint
from workflow.words import say, tell

Json = dict[str, Any]
LIST = "/public/standards"
STATES = tuple(state for state in Joint if state in PUBLIC)
NEWEST = 6


def group_row(one: Group) -> Json:
    """A group with the seals of its regions and what it made."""
    return {
        "href": f"/public/groups/{one.agreement.code}",
        "name": group(one.agreement),
        "seals": [seal(place, "notdue", say("成员")) for place in one.regions],
        "regions": [place_link(place) for place in one.regions],
        "n": one.released,
        "applied": one.applied,
    }


def place_link(place: Any) -> Json:
    return {"href": f"/public/regions/{place.code}", "words": region(place)["name"]}


def place_row(one: Place) -> Json:
    return place_link(one.region) | {"n": one.released, "region": region(one.region)}


def figures(groups: list[Group], places: list[Place], asked: int) -> list[Json]:
    """What there is, each figure with the list that it counts."""
    told = [
        (sum(one.released for one in groups), say("项已发布标准"), LIST),
        (sum(one.applied for one in groups), say("项现行"), f"{LIST}?{urlencode({'state': 'applied'})}"),
        (asked, say("项正在征求意见"), "/public/consultations"),
        (len(groups), say("个协同组"), "/public/groups"),
        (len(places), say("个地区"), "/public/regions"),
    ]
    return [{"n": n, "words": words, "href": href} for n, words, href in told]


def wanted() -> Wanted:
    """What the address narrows the list to; nonsense leaves it wide."""
    year, state = request.args.get("year", ""), request.args.get("state", "")
    number = int(year) if len(year) == 4 and year.isascii() and year.isdecimal() else None
    states = {one.value: frozenset({one}) for one in STATES} | {"applied": portal.APPLIED}
    return Wanted(
        request.args.get("q", "").strip()[:100],
        request.args.get("region", "")[:6],
        number,
        request.args.get("group", "")[:16],
        states.get(state, frozenset()),
    )


def listed(narrowed: Wanted) -> Json:
    """One page of released standards and what the list may be narrowed to."""
    page = paging.asked()
    found = reads.released(g.session, narrowed, page)
    return {
        "rows": [released_row(row) for row in found.rows],
        "total": found.total,
        "regions": [{"value": place.code, "words": region(place)["name"]} for place in found.regions],
        "years": [{"value": str(year), "words": str(year)} for year in found.years],
        "groups": [{"value": one.agreement.code, "words": group(one.agreement)} for one in portal.groups(g.session)],
        "states": [{"value": "applied", "words": say("现行")}]
        + [{"value": state.value, "words": str(tell(state))} for state in STATES],
        "pages": paging.paged(found.total, size=reads.PAGE, here=page),
    }
