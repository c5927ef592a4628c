"""Figures as of any day: how many standards stood where, in which groups, regions, years and fields. Each says what it
counts, and opens the list of what it counted; the same tables as files.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import charts, paging, stock
from web.present import group, instant, region
from web.seats import shows
from web.sheets import FORMS, Sheet, sent
from workflow import clock
from workflow.reads.catalogue import agreements
from workflow.reads.stock import NO_YEAR, Slice, Stood
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Stage
from workflow.words import say, tell

pages = Blueprint("statistics", __name__)
Json = dict[str, Any]
PAGE = 50


@pages.get("/statistics")
@shows
def statistics() -> ResponseReturnValue:
    day = stock.asked_day(request.args)
    known = stock.known(day)
    tables = {name: made(known, day) for name, made in TABLES.items()}
    page: Json = {"day": day.isoformat(), "today": clock.day_of(g.now).isoformat(), "tables": tables}
    page |= {"is_past": day < clock.day_of(g.now), "as_of": instant(stock.hour_of(day)), "any": bool(known)}
    page["listed"] = stock.counted(known, day, say("项在列"), Slice(ended=False))
    page["ended"] = stock.counted(known, day, say("项已结束"), Slice(ended=True))
    page["regions"] = _regions(known, day)
    page["charts"] = {
        "stages": charts.bars([(one["words"], one["n"]) for one in tables["stages"]]),
        "years": charts.columns([(one["words"], one["n"]) for one in reversed(tables["years"])]),
    }
    return render_template("statistics/statistics.html", page=page)


@pages.get("/statistics.<form>")
@shows
def exported(form: str) -> ResponseReturnValue:
    return sent(form, counted())


def counted() -> Sheet:
    """Every count of the page, a line each, with what it counts and the day."""
    day = stock.asked_day(request.args)
    known = stock.known(day)
    lines = [(MEANS[name](), one["words"], one["n"]) for name, made in TABLES.items() for one in made(known, day)]
    for row in _regions(known, day):
        lines += [(one["means"], row["region"]["name"], one["n"]) for one in row["cells"]]
    heading = (say("统计口径"), say("项目"), say("项数"), say("截至"))
    rows = [(*line, day.isoformat()) for line in lines]
    return Sheet(f"statistics-{day:%Y%m%d}", heading, ("counts", "of", "n", "as_of"), rows)


@pages.get(stock.LIST)
@shows
def standards() -> ResponseReturnValue:
    day, chosen = stock.asked_day(request.args), stock.asked_slice(request.args)
    found = chosen.among(stock.known(day))
    here = paging.asked()
    shown = found[(here - 1) * PAGE : here * PAGE]
    page: Json = {"day": day.isoformat(), "total": len(found), "is_past": day < clock.day_of(g.now)}
    page |= {"rows": _rows(shown), "chosen": _told(chosen), "back": f"/statistics?on={day.isoformat()}"}
    page |= {"pages": paging.paged(len(found), size=PAGE, here=here)}
    page["files"] = {form: stock.address(chosen, day, f"{stock.LIST}.{form}") for form in FORMS}
    return render_template("statistics/standards.html", page=page)


@pages.get(f"{stock.LIST}.<form>")
@shows
def standards_exported(form: str) -> ResponseReturnValue:
    return sent(form, listed())


def listed() -> Sheet:
    """The standards that a count counts, as they stood that day."""
    day, chosen = stock.asked_day(request.args), stock.asked_slice(request.args)
    found = chosen.among(stock.known(day))
    heading = (say("标准名称"), say("状态"), say("牵头"), say("领域"), say("年度"), say("截至"))
    named = ("title", "state", "lead", "field", "year")
    rows = [(*(str(one[name]) for name in named), day.isoformat()) for one in _rows(found)]
    return Sheet(f"standards-{day:%Y%m%d}", heading, (*named, "as_of"), rows)


def _rows(found: list[Stood]) -> list[Json]:
    ids = [one.id for one in found]
    standards = {one.id: one for one in g.session.scalars(sa.select(Standard).where(Standard.id.in_(ids)))}
    return stock.listed(found, standards, _places(found))


def _places(found: list[Stood]) -> dict[str, Region]:
    codes = {code for one in found for code in (*one.tracks, one.lead)}
    query = sa.select(Region).where(Region.code.in_(codes)).order_by(Region.code)
    return {place.code: place for place in g.session.scalars(query)}


def _stages(known: list[Stood], day: date) -> list[Json]:
    return [stock.counted(known, day, say(f"stage.{stage.value}"), Slice(stage=stage)) for stage in Stage]


def _states(known: list[Stood], day: date) -> list[Json]:
    each = [(state, old) for state in Joint for old in (False, True)]
    made = [
        stock.counted(known, day, stock.state_words(state, old), Slice(state=state, imported=old))
        for state, old in each
    ]
    return [one for one in made if one["n"]]


def _groups(known: list[Stood], day: date) -> list[Json]:
    ours = agreements(g.session, g.seat)
    return [stock.counted(known, day, group(one), Slice(group=one.id)) for one in ours]


def _years(known: list[Stood], day: date) -> list[Json]:
    years = sorted({one.year or 0 for one in known if one.is_released}, reverse=True)
    named = [(str(year) if year else NO_YEAR, str(year) if year else say("日期不详")) for year in years]
    return [stock.counted(known, day, words, Slice(year=year)) for year, words in named]


def _fields(known: list[Stood], day: date) -> list[Json]:
    fields = {one.field for one in known if not one.state.is_end}
    named = {field: str(tell(field)) if field else say("未注明") for field in fields}
    made = [stock.counted(known, day, words, Slice(ended=False, field=field)) for field, words in named.items()]
    return sorted(made, key=lambda one: (-one["n"], one["words"]))


TABLES: dict[str, Callable[[list[Stood], date], list[Json]]] = {
    "stages": _stages,
    "states": _states,
    "groups": _groups,
    "years": _years,
    "fields": _fields,
}
MEANS: dict[str, Callable[[], str]] = {
    "stages": lambda: say("按阶段"),
    "states": lambda: say("按状态"),
    "groups": lambda: say("按协同组"),
    "years": lambda: say("按发布年度"),
    "fields": lambda: say("按领域"),
}


def _parts() -> dict[str, str]:
    return {"taking_part": say("参加或受邀"), "undecided": say("其中尚未作出立项决定"), "carried": say("已发布或实施")}


def _regions(known: list[Stood], day: date) -> list[Json]:
    """Each region that any standard has, with what it does in how many."""
    made = []
    for code, place in _places(known).items():
        whole = Slice(region=code)
        cells = [stock.counted(known, day, "", replace(whole, part=part)) for part in _parts()]
        named = [cell | {"means": words} for cell, words in zip(cells, _parts().values(), strict=True)]
        made.append({"region": region(place), "cells": named})
    return made


def _told(chosen: Slice) -> list[str]:
    """What was chosen, in words."""
    told = []
    if chosen.ended is not None:
        told.append(say("已结束") if chosen.ended else say("在列"))
    told += [say(f"stage.{chosen.stage.value}")] if chosen.stage else []
    told += [stock.state_words(chosen.state, bool(chosen.imported))] if chosen.state else []
    told += [group(one) for one in agreements(g.session, g.seat) if one.id == chosen.group]
    place = g.session.get(Region, chosen.region) if chosen.region else None
    told += [region(place)["name"]] if place else []
    told += [_parts()[chosen.part]] if chosen.part else []
    told += [str(tell(chosen.field)) if chosen.field else say("未注明")] if chosen.field is not None else []
    told += [say("日期不详") if chosen.year == NO_YEAR else chosen.year] if chosen.year else []
    told += [say("截至 {at}", at=chosen.until)] if chosen.until else []
    return told
