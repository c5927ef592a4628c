"""The public's front door as plain views: groups with their seals, figures that open their lists, rows of standards."""

from typing import Any
from urllib.parse import urlencode

from flask import g

from web import paging
from web.entered import PUBLIC as REGISTERS
from web.present import day, group, region, seal
from web.views import shelves
from web.views.editions import released_row
from workflow.kinds import all_kinds
from workflow.reads import entries, told
from workflow.reads import public as reads
from workflow.reads.portal import Group, Place
from workflow.reads.public import Wanted
from workflow.words import say, tell

Json = dict[str, Any]
LIST = "/public/standards"
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
    rows = [
        (sum(one.released for one in groups), say("项已发布标准"), LIST),
        (sum(one.applied for one in groups), say("项现行"), f"{LIST}?{urlencode({'state': 'applied'})}"),
        (asked, say("项正在征求意见"), "/public/consultations"),
        (len(groups), say("个协同组"), "/public/groups"),
        (len(places), say("个地区"), "/public/regions"),
    ]
    return [{"n": n, "words": words, "href": href} for n, words, href in rows]


def registers() -> list[Json]:
    """What regions keep together beside their standards, shelf by shelf, as far as it is public and there is any."""
    found = entries.counts(g.session, entries.within(None))
    return [one for one in shelves.laid_out(found, REGISTERS, is_public=True) if one["kinds"]]


def around(standard_id: int) -> list[Json]:
    """The public entries that hang on a standard: recognition, measures, cases, declarations of use."""
    return [
        {
            "href": f"{REGISTERS}/{one.kind}/{one.id}",
            "kind": tell(all_kinds()[one.kind].name),
            "title": one.title,
            "state": tell(one.state),
            "at": day(one.changed_at),
        }
        for one in told.around(g.session, standard_id)
    ]


def listed(narrowed: Wanted) -> Json:
    """One page of the standards of a group, a region or a year."""
    page = paging.asked()
    found = reads.released(g.session, narrowed, page)
    return {
        "rows": [released_row(row) for row in found.rows],
        "total": found.total,
        "pages": paging.paged(found.total, size=reads.PAGE, here=page),
    }
