"""The public's front door: what can be commented on, what was released last, groups, regions and years."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.accords import ruled
from web.present import group, region
from web.seats import public
from web.views import portal
from web.views.amended import asked_row
from web.views.consulted import consulted
from web.views.editions import released_row
from workflow.accord.picture import Accord
from workflow.process.reasons import NotThere
from workflow.reads import amendments, consultations
from workflow.reads import portal as reads
from workflow.reads.public import Wanted, newest
from workflow.records.places import Region
from workflow.words import say

pages = Blueprint("portal", __name__)
OLD = ("q", "region", "year", "page")  # by which the list was narrowed when it stood here
SHOWN = 4


@pages.get("/public/")
@public
def home() -> ResponseReturnValue:
    if any(name in request.args for name in OLD):
        return redirect(f"{portal.LIST}?{urlencode(list(request.args.items(multi=True)))}", 301)
    asked, groups = _asked(), reads.groups(g.session)
    places = reads.places(g.session)
    return render_template(
        "public/home.html",
        figures=portal.figures(groups, places, len(asked)),
        asked=asked[:SHOWN],
        more=len(asked) > SHOWN,
        newest=[released_row(one) for one in newest(g.session, portal.NEWEST)],
        groups=[portal.group_row(one) for one in groups],
        regions=[portal.place_row(one) for one in places],
        registers=portal.registers(),
    )


def _asked() -> list[dict[str, Any]]:
    """What anybody may comment on now: drafts of standards, and amendments."""
    drafts = [consulted(one, g.now) for one in consultations.open_now(g.session)]
    return drafts + [asked_row(one) for one in amendments.open_now(g.session)]


@pages.get("/public/consultations")
@public
def asking() -> ResponseReturnValue:
    return render_template("public/consultations.html", asked=_asked())


@pages.get("/public/groups")
@public
def groups() -> ResponseReturnValue:
    rows = [portal.group_row(one) for one in reads.groups(g.session)]
    return render_template("public/groups.html", groups=rows)


@pages.get("/public/groups/<code>")
@public
def one_group(code: str) -> ResponseReturnValue:
    found = reads.group(g.session, code)
    if found is None:
        raise NotThere
    accord = Accord.load(g.session, found.agreement.id)
    rules = ruled.adopted(accord) if accord else []
    return _list(Wanted(group=code), group(found.agreement), one=portal.group_row(found) | {"rules": rules})


@pages.get("/public/regions")
@public
def regions() -> ResponseReturnValue:
    return render_template("public/regions.html", regions=[portal.place_row(one) for one in reads.places(g.session)])


@pages.get("/public/regions/<code>")
@public
def one_region(code: str) -> ResponseReturnValue:
    place = g.session.get(Region, code) if len(code) == 6 else None
    if place is None:
        raise NotThere
    return _list(Wanted(region=code), region(place)["name"])


@pages.get("/public/years/<int:year>")
@public
def one_year(year: int) -> ResponseReturnValue:
    if year not in dict(reads.by_year(g.session)):
        raise NotThere
    return _list(Wanted(year=year), say("{year} 年发布", year=year))


def _list(wanted: Wanted, heading: str, one: dict[str, Any] | None = None) -> str:
    return render_template("public/list.html", page=portal.listed(wanted), heading=heading, one=one)
