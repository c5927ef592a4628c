"""How released standards grew, group by group and year by year; beside our own counts, and never joined with them, what
documents printed of each group.
"""

from datetime import date
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import charts, stock
from web.present import group, instant
from web.seats import shows
from web.sheets import Sheet, files, sent
from workflow import clock, shipped
from workflow.reads.catalogue import agreements
from workflow.reads.stock import NO_YEAR, Slice, Stood
from workflow.records.agreements import Agreement
from workflow.words import language, say

pages = Blueprint("growth", __name__)
Json = dict[str, Any]
HOME, FILE = "/statistics/growth", "growth.csv"
TOLD = ("place", "as_of", "metric", "source")
KEYS = ("group", "year", "released", "in_all", "as_of")


@pages.get(HOME)
@shows
def growth() -> ResponseReturnValue:
    day = stock.asked_day(request.args)
    page: Json = {"day": day.isoformat(), "today": clock.day_of(g.now).isoformat(), "groups": _groups(day)}
    page |= {"as_of": instant(stock.hour_of(day)), "files": files(HOME, on=day.isoformat())}
    codes = {one.code for one in agreements(g.session, g.seat)}
    page["others"] = [_printed(one) for one in shipped.rows(FILE) if one["group"] not in codes]
    return render_template("statistics/growth.html", page=page)


@pages.get(f"{HOME}.<form>")
@shows
def exported(form: str) -> ResponseReturnValue:
    return sent(form, counted())


def counted() -> Sheet:
    """Our own counts alone."""
    day = stock.asked_day(request.args)
    rows = [
        (one["name"], row["words"], row["n"], row["whole"]["n"], day.isoformat())
        for one in _groups(day)
        for row in one["rows"]
    ]
    heading = (say("协同组"), say("年度"), say("当年发布"), say("累计发布"), say("截至"))
    return Sheet(f"growth-{day:%Y%m%d}", heading, KEYS, rows)


def printed() -> Sheet:
    """What documents print of the groups, each figure with its source: beside our counts, never added to them."""
    rows = [(one["group"], *_printed(one).values()) for one in shipped.rows(FILE)]
    keys = ("group", *TOLD, "value", "mark")
    return Sheet(f"printed-{g.today:%Y%m%d}", keys, keys, rows)


def _groups(day: date) -> list[Json]:
    known, printed = stock.known(day), shipped.rows(FILE)
    each = [_group(one, known, printed, day) for one in agreements(g.session, g.seat)]
    return [one for one in each if one["rows"] or one["printed"]]


def _group(one: Agreement, known: list[Stood], printed: list[dict[str, str]], day: date) -> Json:
    """A group with its years, whatever is printed of it, and both drawn."""
    mine = [row for row in printed if row["group"] == one.code]
    released = [each for each in known if each.agreement_id == one.id and each.is_released]
    rows = [_year(one.id, known, year, day) for year in sorted({each.year or 0 for each in released})]
    line = [(_end(year, day), n) for year, n in _steady({row["year"]: row["whole"]["n"] for row in rows})]
    dots = [(date.fromisoformat(row["on"]), int(row["value"])) for row in mine if row["on"]]
    drawn = charts.grown(line, dots, say("本系统累计"), say("文件所载"))
    made = {"id": f"g{one.id}", "name": group(one), "rows": rows[::-1], "drawn": drawn}
    return made | {"printed": [_printed(row) for row in mine]}


def _year(group_id: int, known: list[Stood], year: int, day: date) -> Json:
    """What a group released in a year, and until its end; of what has no year nothing more is known."""
    words = str(year) if year else say("日期不详")
    own = stock.counted(known, day, words, Slice(group=group_id, year=str(year) if year else NO_YEAR))
    whole = Slice(group=group_id, until=str(year)) if year else Slice(group=group_id, year=NO_YEAR)
    return own | {"year": year, "whole": stock.counted(known, day, "", whole)}


def _steady(told: dict[int, int]) -> list[tuple[int, int]]:
    """Every year from the one before the first to the last: it begins with what has no year, and where nothing was
    released the sum stays what it was.
    """
    years = [year for year in told if year]
    line = [(min(years) - 1, told.get(0, 0))] if years else []
    for year in range(min(years, default=1), max(years, default=0) + 1):
        line.append((year, told.get(year, line[-1][1])))
    return line


def _end(year: int, day: date) -> date:
    return min(date(year, 12, 31), day)


def _printed(one: dict[str, str]) -> Json:
    marks = {"found": say("见于来源"), "reprint": say("见于转载"), "inferred": say("年份系推定")}
    return {name: one[f"{name}_{language()}"] for name in TOLD} | {"value": one["value"], "mark": marks[one["mark"]]}
