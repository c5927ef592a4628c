"""Contributions to standards by level and role, each number opening its entries, and indicators per million."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web import charts
from web.present import day, instant, region
from web.seats import shows
from web.sheets import Sheet, files, sent
from workflow.kinds import all_kinds
from workflow.reads import contributed
from workflow.reads.contributed import CONTRIBUTION, Share
from workflow.reads.entries import within
from workflow.words import say, tell

pages = Blueprint("contributed", __name__)
Json = dict[str, Any]
HOME, LIST = "/statistics/levels", f"/registers/{CONTRIBUTION}"


@pages.get(HOME)
@shows
def levels() -> ResponseReturnValue:
    rows = _rows()
    drawn = charts.bars([(row["words"], row["total"]["n"]) for row in rows])
    page: Json = {"rows": rows, "roles": list(_named("role").values()), "drawn": drawn, "files": files(HOME)}
    page |= {"as_of": instant(g.now), "any": any(row["total"]["n"] for row in rows)}
    page["shares"] = [_share(one) for one in contributed.shares(g.session, within(g.seat))]
    return render_template("statistics/levels.html", page=page)


@pages.get(f"{HOME}.<form>")
@shows
def exported(form: str) -> ResponseReturnValue:
    return sent(form, counted())


def counted() -> Sheet:
    """A line a level."""
    roles = _named("role")
    rows = [
        (row["words"], *(cell["n"] for cell in row["cells"]), row["total"]["n"], row["units"]["n"]) for row in _rows()
    ]
    heading = (say("标准级别"), *roles.values(), say("合计"), say("单位数"))
    return Sheet(f"levels-{g.today:%Y%m%d}", heading, ("level", *roles, "total", "units"), rows)


def _named(field: str) -> dict[str, str]:
    """The choices of a field of contributions, in words."""
    found = all_kinds()[CONTRIBUTION].field(field)
    return {one.code: str(tell(one)) for one in found.choices} if found else {}


def _rows() -> list[Json]:
    """A row a level, whether or not anything stands in it."""
    found = contributed.by_level(g.session, within(g.seat))
    counts = {(one.level, one.role): one.n for one in found}
    units, roles = contributed.units(g.session, within(g.seat)), _named("role")
    return [
        {
            "words": words,
            "cells": [_cell(counts.get((level, role), 0), [("level", level), ("role", role)]) for role in roles],
            "total": _cell(sum(one.n for one in found if one.level == level), [("level", level)]),
            "units": _cell(units.get(level, 0), [("level", level)], once="title"),
        }
        for level, words in _named("level").items()
    ]


def _cell(n: int, held: list[tuple[str, str]], **more: str) -> Json:
    """A count and the entries that it counts."""
    asked = [part for name, value in held for part in (("field", name), ("value", value))]
    return {"n": n, "href": f"{LIST}?{urlencode([*asked, *more.items()])}"}


def _share(one: Share) -> Json:
    told = {"href": f"/registers/target/{one.entry.id}", "title": one.entry.title, "value": one.value, "of": one.of}
    told |= {"region": region(one.region)["name"] if one.region else say("各地区"), "figure": one.figure.value}
    return told | {"day": day(one.figure.of_day), "source": one.figure.source, "unit": one.entry.fields["unit"]}
