"""Where projects wait now, and for whom: open turns by region, role and office, the late ones first."""

from statistics import median
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import charts, paging
from web.present import instant, region, title
from web.seats import shows
from web.sheets import Sheet, files, sent
from workflow.reads.waiting import Open, Place, waiting
from workflow.records.places import Organ, Region
from workflow.vocabulary import Role
from workflow.words import language, say, tell

pages = Blueprint("waits", __name__)
Json = dict[str, Any]
PAGE, DRAWN = 50, 20
HOME, LIST = "/statistics/waiting", "/statistics/waiting/turns"
ASKED, LATE = ("region", "role", "organ", "only"), "late"
KEYS = ("region", "role", "office", "open", "overdue", "median_days", "worst_days")
LISTED = ("title", "step", "region", "role", "office", "days", "due")


@pages.get(HOME)
@shows
def places() -> ResponseReturnValue:
    rows = _rows()
    drawn = charts.pairs(_bars(), say("中位天数"), say("最长天数"))
    page: Json = {"rows": rows, "drawn": drawn, "as_of": instant(g.now), "files": files(HOME)}
    return render_template("statistics/waits.html", page=page)


@pages.get(f"{HOME}.<form>")
@shows
def exported(form: str) -> ResponseReturnValue:
    return sent(form, counted())


def counted() -> Sheet:
    """A line a place where anything waits."""
    heading = (say("地区"), say("职责"), say("单位"), say("待办"), say("其中逾期"), say("中位天数"), say("最长天数"))
    rows = [
        (row["region"], row["role"], row["office"], row["n"], row["late"]["n"], row["median"], row["worst"])
        for row in _rows()
    ]
    return Sheet(f"waiting-{g.today:%Y%m%d}", heading, KEYS, rows)


@pages.get(LIST)
@shows
def turns() -> ResponseReturnValue:
    found, here = _chosen(), paging.asked()
    kept = {name: request.args.get(name, "") for name in ASKED}
    page: Json = {"heading": say("在等的事项"), "over": say("在等谁"), "back": HOME, "total": len(found)}
    page |= {"notes": [say("共 {n} 项", n=len(found)), say("逾期的在前，其余按等待天数从长到短排。")]}
    page |= {"rows": _listed(found[(here - 1) * PAGE : here * PAGE]), "files": files(LIST, **kept)}
    page |= {"columns": list(_heading()), "pages": paging.paged(len(found), size=PAGE, here=here)}
    return render_template("statistics/rows.html", page=page)


@pages.get(f"{LIST}.<form>")
@shows
def turns_exported(form: str) -> ResponseReturnValue:
    return sent(form, chosen())


def chosen() -> Sheet:
    """The turns that a count counts."""
    rows = [(row["title"], *row["cells"]) for row in _listed(_chosen())]
    return Sheet(f"turns-{g.today:%Y%m%d}", _heading(), LISTED, rows)


def _heading() -> tuple[str, ...]:
    each = (say("标准名称"), say("步骤"), say("地区"), say("职责"), say("单位"), say("已等天数"), say("期限"))
    return each


def _rows() -> list[Json]:
    """A row a place: where anything is late first, then where it waits longest."""
    grouped: dict[Place, list[Open]] = {}
    for one in waiting(g.session, g.seat, g.now):
        grouped.setdefault(one.place, []).append(one)
    named = Named()
    rows = [_row(place, found, named) for place, found in grouped.items()]
    return sorted(
        rows, key=lambda row: (not row["late"]["n"], -row["worst"], row["region"], row["role"], row["office"])
    )


def _row(place: Place, found: list[Open], named: "Named") -> Json:
    days = [one.days for one in found]
    asked = {"region": place.region or "-", "role": place.role.value, "organ": place.organ}
    href = f"{LIST}?{urlencode(asked)}"
    figures: Json = {"n": len(found), "href": href, "median": round(median(days)), "worst": max(days)}
    figures["late"] = {"n": sum(one.is_late(g.today) for one in found), "href": f"{href}&only={LATE}"}
    return dict(zip(("region", "role", "office"), named.told(place), strict=True)) | figures


def _bars() -> list[tuple[str, int, int]]:
    """Of each region the middle and the longest wait, the longest first."""
    days: dict[str, list[int]] = {}
    named = Named()
    for one in waiting(g.session, g.seat, g.now):
        days.setdefault(named.told(one.place)[0], []).append(one.days)
    bars = [(name, round(median(found)), max(found)) for name, found in days.items()]
    return sorted(bars, key=lambda bar: (-bar[2], bar[0]))


def _chosen() -> list[Open]:
    """The turns that the address asks for."""
    code, role, organ, only = (request.args.get(name, "") for name in ASKED)
    return [
        one
        for one in waiting(g.session, g.seat, g.now)
        if code in ("", one.place.region or "-")
        and role in ("", one.place.role.value)
        and organ in ("", str(one.place.organ))
        and (only != LATE or one.is_late(g.today))
    ]


def _listed(found: list[Open]) -> list[Json]:
    named = Named()
    return [
        {
            "href": f"/standards/{one.standard.id}",
            "title": title(one.standard),
            "cells": [
                say(f"step.{one.step}") if one.step else "—",
                *named.told(one.place),
                one.days,
                _due(one),
            ],
        }
        for one in found
    ]


def _due(one: Open) -> str:
    if one.due_on is None:
        return "—"
    return say("{day}（逾期）", day=one.due_on.isoformat()) if one.is_late(g.today) else one.due_on.isoformat()


class Named:
    """The names of places, read once."""

    def __init__(self) -> None:
        self.regions = {one.code: one for one in g.session.scalars(sa.select(Region))}
        self.organs = {one.id: one for one in g.session.scalars(sa.select(Organ))}

    def told(self, place: Place) -> tuple[str, str, str]:
        """Region, role and office in words; a dash where it is nobody's in particular."""
        place_, organ = self.regions.get(place.region), self.organs.get(place.organ)
        office = (organ.name_en if language() == "en" else organ.name_zh) if organ else "—"
        return region(place_)["name"] if place_ else say("各地区"), str(tell(Role(place.role))), office
