"""Before which steps projects stood still, and how long, in a period: the slowest first, each opening its projects."""

from datetime import date
from statistics import median
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import charts, forms, paging, stock
from web.present import region, title
from web.seats import shows
from web.sheets import Sheet, files, sent
from workflow import clock
from workflow.process.standard import ROWS
from workflow.reads.board import within
from workflow.reads.spells import Wait, waits
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.words import say, tell

pages = Blueprint("slow_steps", __name__)
Json = dict[str, Any]
PAGE, DRAWN, YEAR = 50, 12, 365
HOME, LIST = "/statistics/steps", "/statistics/steps/projects"
KEYS = ("step", "by", "times", "median_days", "worst_days", "days_in_all", "from", "to")
LISTED = ("title", "step", "region", "days", "day")


@pages.get(HOME)
@shows
def steps() -> ResponseReturnValue:
    since, day = _period()
    rows = _rows()
    drawn = charts.bars([(row["words"], row["total"]) for row in rows[:DRAWN]])
    page: Json = {"rows": rows, "drawn": drawn, "since": since.isoformat(), "day": day.isoformat()}
    page |= {"today": clock.day_of(g.now).isoformat(), "files": files(HOME, **_kept())}
    return render_template("statistics/slow_steps.html", page=page)


@pages.get(f"{HOME}.<form>")
@shows
def exported(form: str) -> ResponseReturnValue:
    return sent(form, counted())


def counted() -> Sheet:
    """A line a step."""
    since, day = _period()
    told = ("words", "by", "n", "median", "worst", "total")
    rows = [(*(row[name] for name in told), since.isoformat(), day.isoformat()) for row in _rows()]
    counts = (say("次数"), say("中位天数"), say("最长天数"), say("合计天数"))
    heading = (say("步骤"), say("由谁办"), *counts, say("起"), say("止"))
    return Sheet(f"steps-{day:%Y%m%d}", heading, KEYS, rows)


@pages.get(LIST)
@shows
def projects() -> ResponseReturnValue:
    since, day = _period()
    found, here = _chosen(), paging.asked()
    page: Json = {"heading": say("步骤之前的等待"), "over": say("慢在哪一步"), "total": len(found)}
    page |= {"back": f"{HOME}?{urlencode(_kept())}", "files": files(LIST, step=request.args.get("step", ""), **_kept())}
    told = say("{start} 至 {end}", start=since.isoformat(), end=day.isoformat())
    page |= {"notes": [f"{told} · {say('共 {n} 项', n=len(found))}", say("按天数从长到短排。")]}
    page |= {"rows": _listed(found[(here - 1) * PAGE : here * PAGE]), "columns": list(_heading())}
    page |= {"pages": paging.paged(len(found), size=PAGE, here=here)}
    return render_template("statistics/rows.html", page=page)


@pages.get(f"{LIST}.<form>")
@shows
def projects_exported(form: str) -> ResponseReturnValue:
    return sent(form, chosen())


def chosen() -> Sheet:
    """The projects that waited before a step."""
    rows = [(row["title"], *row["cells"]) for row in _listed(_chosen())]
    return Sheet(f"steps-{_period()[1]:%Y%m%d}", _heading(), LISTED, rows)


def _heading() -> tuple[str, ...]:
    return say("标准名称"), say("步骤"), say("地区"), say("天数"), say("日期")


def _period() -> tuple[date, date]:
    """The days asked for; the last year where none is told."""
    day = stock.asked_day(request.args)
    since = forms.day(request.args.get("from")) or clock.days_after(day, -YEAR)
    return min(since, day), day


def _kept() -> dict[str, str]:
    since, day = _period()
    return {"from": since.isoformat(), "on": day.isoformat()}


def _found() -> list[Wait]:
    since, day = _period()
    return waits(g.session, within(g.seat), since, stock.hour_of(day))


def _rows() -> list[Json]:
    """A row a step: where projects lost the most days first."""
    grouped: dict[str, list[int]] = {}
    for one in _found():
        grouped.setdefault(one.step, []).append(one.days)
    rows = [_row(step, days) for step, days in grouped.items()]
    return sorted(rows, key=lambda row: (-row["total"], row["words"]))


def _row(step: str, days: list[int]) -> Json:
    roles = str(tell(list(ROWS[step].who)))
    href = f"{LIST}?{urlencode({'step': step, **_kept()})}"
    figures = {"n": len(days), "median": round(median(days)), "worst": max(days), "total": sum(days)}
    return {"words": say(f"step.{step}"), "by": roles, "href": href} | figures


def _chosen() -> list[Wait]:
    step = request.args.get("step", "")
    found = [one for one in _found() if step in ("", one.step)]
    return sorted(found, key=lambda one: (-one.days, one.on, one.standard_id))


def _listed(shown: list[Wait]) -> list[Json]:
    ids = {one.standard_id for one in shown}
    names = {one.id: title(one) for one in g.session.scalars(sa.select(Standard).where(Standard.id.in_(ids)))}
    places = {one.code: region(one)["name"] for one in g.session.scalars(sa.select(Region))}
    return [
        {
            "href": f"/standards/{one.standard_id}",
            "title": names[one.standard_id],
            "cells": [say(f"step.{one.step}"), places.get(one.region or "", "—"), one.days, one.on.isoformat()],
        }
        for one in shown
    ]
