"""The calendar of reviews, five years ahead, by region and month: a page, a calendar for programs, a table."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from web import icalendar
from web.config import settings
from web.icalendar import Day
from web.present import day, region, title
from web.seats import shows
from workflow.exports.tables import MEDIA, table
from workflow.reads import reviews_ahead as reads
from workflow.reads.entries import places
from workflow.reads.reviews_ahead import Review
from workflow.records.places import Region
from workflow.words import say, tell

pages = Blueprint("reviews_ahead", __name__)
Json = dict[str, Any]
HOME = "/reviews"
HEADING = ("应完成的月份", "项目编号", "标准名称", "可开始", "应完成", "地区", "状态")


@pages.get(HOME)
@shows
def ahead() -> ResponseReturnValue:
    every, known = reads.reviews(g.session, g.seat, g.today), places(g.session)
    found = [one for one in every if _is_asked(one)]
    page: Json = {"rows": [_row(one, known) for one in found], "total": len(found), "day": g.today}
    page |= {"narrowed": _narrowed(known), "grid": _grid(every, known)}
    kept = urlencode({name: request.args[name] for name in ("region", "month") if request.args.get(name)})
    page["ways"] = [{"href": f"{HOME}.{form}?{kept}", "words": form.upper()} for form in ("ics", "csv")]
    return render_template("standards/reviews.html", page=page)


@pages.get(f"{HOME}.csv")
@shows
def csv() -> ResponseReturnValue:
    known = places(g.session)
    rows = [_line(one, known) for one in _found()]
    body = table("csv", say("复审日历"), [say(head) for head in HEADING], rows)
    head = {"Content-Disposition": f'attachment; filename="tongbiao-reviews-{g.today:%Y%m%d}.csv"'}
    return Response(body, content_type=MEDIA["csv"], headers=head)


@pages.get(f"{HOME}.ics")
@shows
def calendar() -> ResponseReturnValue:
    base = settings().base_url.rstrip("/")
    days = [made for one in _found() for made in _days(one, base)]
    answer = Response(icalendar.calendar(say("复审日历"), days), content_type="text/calendar; charset=utf-8")
    answer.headers |= {"Cache-Control": "private, no-store"}
    answer.headers["Content-Disposition"] = "attachment; filename=tongbiao-reviews.ics"
    return answer


def _found() -> list[Review]:
    return [one for one in reads.reviews(g.session, g.seat, g.today) if _is_asked(one)]


def _is_asked(one: Review) -> bool:
    """Whether the address asks for it: by region, by month or year in which it must be concluded."""
    return one.is_of(request.args.get("region", ""), request.args.get("month", ""))


def _narrowed(known: dict[str, Region]) -> str:
    place, month = known.get(request.args.get("region", "")), request.args.get("month", "")[:7]
    return f"{region(place)['name'] if place else ''} {month}".strip()


def _grid(found: list[Review], known: dict[str, Region]) -> Json:
    """How many each region has to conclude in each month; each number opens its list."""
    counted = Counter((one.until.isoformat()[:7], code) for one in found for code in one.regions)
    codes = sorted({code for _, code in counted})
    months = sorted({month for month, _ in counted})
    rows = [{"month": month, "cells": [_cell(counted[month, code], month, code) for code in codes]} for month in months]
    return {"heads": [region(known[code])["name"] for code in codes], "rows": rows}


def _cell(n: int, month: str, code: str) -> Json:
    return {"n": n, "href": f"{HOME}?{urlencode({'region': code, 'month': month})}"}


def _row(one: Review, known: dict[str, Region]) -> Json:
    told: Json = {"month": f"{one.until:%Y-%m}", "title": title(one.standard), "href": f"/standards/{one.standard.id}"}
    told |= {"opens": day(one.opens), "until": day(one.until), "state": tell(one.standard.state)}
    names = str(tell([region(known[code])["name"] for code in one.regions]))
    return told | {"regions": names, "is_open": one.opens <= g.today, "is_late": one.until < g.today}


def _line(one: Review, known: dict[str, Region]) -> tuple[Any, ...]:
    row = _row(one, known)
    return (row["month"], one.standard.id, row["title"], one.opens, one.until, row["regions"], str(row["state"]))


def _days(one: Review, base: str) -> list[Day]:
    """Two days in a calendar: from when, and until when."""
    at, host, url = one.standard.since, urlsplit(base).hostname, f"{base}/standards/{one.standard.id}"
    named = title(one.standard)
    return [
        Day(f"review-{one.standard.id}-opens@{host}", at, one.opens, say("可开始复审：{title}", title=named), url),
        Day(f"review-{one.standard.id}-until@{host}", at, one.until, say("应完成复审：{title}", title=named), url),
    ]
