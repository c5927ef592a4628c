"""Days in each stage by region, as of any past day: the middle and the worst, each opening its list."""

from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import charts, paging, stock
from web.present import instant, region, title
from web.seats import shows
from web.sheets import Sheet, files, sent
from workflow import clock
from workflow.reads.board import within
from workflow.reads.spells import Spell, spells
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import Stage
from workflow.words import say

pages = Blueprint("durations", __name__)
Json = dict[str, Any]
LISTED = ("title", "stage", "region", "days", "under_way", "as_of")
PAGE = 50
HOME, LIST = "/statistics/time", "/statistics/time/projects"
ASKED, GOING = ("stage", "region", "only"), "under_way"
KEYS = ("stage", "region", "projects", "under_way", "median_days", "worst_days", "as_of")


@pages.get(HOME)
@shows
def durations() -> ResponseReturnValue:
    day = stock.asked_day(request.args)
    tables = _tables(day)
    page: Json = {"day": day.isoformat(), "today": clock.day_of(g.now).isoformat(), "tables": tables}
    page |= {"as_of": instant(stock.hour_of(day)), "files": files(HOME, on=day.isoformat())}
    return render_template("statistics/durations.html", page=page)


@pages.get(f"{HOME}.<form>")
@shows
def exported(form: str) -> ResponseReturnValue:
    return sent(form, counted())


def counted() -> Sheet:
    """A line a stage and region."""
    day = stock.asked_day(request.args)
    rows = [
        (one["words"], row["region"]["name"], *_figures(row), day.isoformat())
        for one in _tables(day)
        for row in one["rows"]
    ]
    heading = (say("阶段"), say("地区"), *_columns().values(), say("截至"))
    return Sheet(f"days-{day:%Y%m%d}", heading, KEYS, rows)


@pages.get(LIST)
@shows
def projects() -> ResponseReturnValue:
    day = stock.asked_day(request.args)
    found, here = _chosen(day), paging.asked()
    given = {name: request.args.get(name, "") for name in ASKED}
    page: Json = {"heading": say("所用天数"), "over": say("各阶段用时"), "back": f"{HOME}?on={day.isoformat()}"}
    page |= {"notes": [_told(found, day), _means()], "total": len(found), "rows": _listed(found, here)}
    page |= {"columns": [say("标准名称"), say("阶段"), say("地区"), say("天数"), say("进行中")]}
    page |= {"pages": paging.paged(len(found), size=PAGE, here=here), "files": files(LIST, on=day.isoformat(), **given)}
    return render_template("statistics/rows.html", page=page)


@pages.get(f"{LIST}.<form>")
@shows
def projects_exported(form: str) -> ResponseReturnValue:
    return sent(form, chosen())


def chosen() -> Sheet:
    """The projects that a count counts."""
    day = stock.asked_day(request.args)
    rows = [(row["title"], *row["cells"], day.isoformat()) for row in _listed(_chosen(day))]
    heading = (say("标准名称"), say("阶段"), say("地区"), say("天数"), say("进行中"), say("截至"))
    return Sheet(f"days-{day:%Y%m%d}", heading, LISTED, rows)


def _known(day: date) -> list[Spell]:
    return spells(g.session, within(g.seat), stock.hour_of(day))


def _places() -> Mapping[str, Region]:
    return {place.code: place for place in g.session.scalars(sa.select(Region).order_by(Region.code))}


def _tables(day: date) -> list[Json]:
    """A table a stage, a row a region that was ever at work in it."""
    known, places = _known(day), _places()
    made = []
    for stage in Stage:
        here = [one for one in known if one.stage is stage]
        rows = [_row(place, [one for one in here if one.region == code], day) for code, place in places.items()]
        rows = [row for row in rows if row["n"]]
        drawn = charts.pairs([(row["region"]["name"], row["median"], row["worst"]) for row in rows], *_legend())
        made.append({"id": f"s{stage.value}", "words": say(f"stage.{stage.value}"), "rows": rows, "drawn": drawn})
    return made


def _legend() -> tuple[str, str]:
    return say("中位天数"), say("最长天数")


def _row(place: Region, found: list[Spell], day: date) -> Json:
    days = [one.days for one in found]
    stage = found[0].stage.value if found else 0
    href = f"{LIST}?{urlencode({'on': day.isoformat(), 'stage': stage, 'region': place.code})}"
    row: Json = {"region": region(place), "n": len(found), "href": href, "worst": max(days, default=0)}
    going = {"n": sum(one.is_under_way for one in found), "href": f"{href}&only={GOING}"}
    return row | {"median": round(median(days)) if days else 0, "under_way": going}


def _figures(row: Json) -> tuple[int, ...]:
    return row["n"], row["under_way"]["n"], row["median"], row["worst"]


def _columns() -> dict[str, str]:
    return {"n": say("项数"), "under_way": say("其中进行中"), "median": say("中位天数"), "worst": say("最长天数")}


def _chosen(day: date) -> list[Spell]:
    """The spells that the address asks for, the longest first."""
    stage, code, only = (request.args.get(name, "") for name in ASKED)
    found = [one for one in _known(day) if stage in ("", str(one.stage.value)) and code in ("", one.region)]
    found = [one for one in found if one.is_under_way or only != GOING]
    return sorted(found, key=lambda one: (-one.days, one.standard_id, one.stage, one.region))


def _listed(found: list[Spell], here: int = 0) -> list[Json]:
    """The rows of one page, or of all."""
    shown = found[(here - 1) * PAGE : here * PAGE] if here else found
    ids, places = {one.standard_id for one in shown}, _places()
    names = {one.id: title(one) for one in g.session.scalars(sa.select(Standard).where(Standard.id.in_(ids)))}
    return [
        {
            "href": f"/standards/{one.standard_id}",
            "title": names[one.standard_id],
            "cells": [
                say(f"stage.{one.stage.value}"),
                region(places[one.region])["name"],
                one.days,
                say("进行中") if one.is_under_way else "",
            ],
        }
        for one in shown
    ]


def _told(found: list[Spell], day: date) -> str:
    return f"{say('截至 {at}', at=day.isoformat())} · {say('共 {n} 项', n=len(found))}"


def _means() -> str:
    return say("进行中的算到这一日，按天数从长到短排。")
