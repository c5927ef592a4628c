"""What a watch rule tells programs behind its secret addresses: acts as an Atom feed, days due as a calendar."""

from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from web import icalendar
from web.config import settings
from web.icalendar import Day
from web.present import region, title
from web.seats import public
from workflow.doors.watching import Choice
from workflow.process.reasons import NotThere
from workflow.reads import watching as reads
from workflow.reads.deadlines import language_of
from workflow.reads.watching import Act
from workflow.records.places import Region
from workflow.records.standards import Turn
from workflow.records.watching import WatchRule
from workflow.vocabulary import PUBLIC
from workflow.words import say, speaking

pages = Blueprint("watch_feeds", __name__)
LONGEST: Final = 100
BACK: Final = timedelta(days=30)


@pages.get("/watching/feeds/<secret>.atom")
@public
def atom(secret: str) -> ResponseReturnValue:
    rule = _rule(secret)
    with speaking(language_of(g.session, rule.person_id)):
        found = _acts(rule)
        named = {"name": say("关注：{name}", name=rule.name), "author": say("同标")}
        entries = [_entry(one) for one in found]
        body = render_template("watching/feed.xml", **named, entries=entries, base=_base(), key=rule.id)
    return _private(Response(body, mimetype="application/atom+xml"))


@pages.get("/watching/feeds/<secret>.ics")
@public
def calendar(secret: str) -> ResponseReturnValue:
    rule = _rule(secret)
    with speaking(language_of(g.session, rule.person_id)):
        is_paused = rule.paused_at is not None
        found = [] if is_paused else reads.days(g.session, rule.person_id, Choice.of(rule), g.today)
        body = icalendar.calendar(say("关注：{name}", name=rule.name), [_day(turn, place) for turn, place in found])
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = "inline; filename=tongbiao.ics"
    return _private(answer)


def _rule(secret: str) -> WatchRule:
    rule = reads.by_secret(g.session, secret) if len(secret) < LONGEST else None
    if rule is None:
        raise NotThere
    return rule


def _acts(rule: WatchRule) -> list[Act]:
    if rule.paused_at is not None:
        return []
    return reads.acts(g.session, rule.person_id, Choice.of(rule), g.today, since=g.now - BACK, until=g.now)


def _entry(one: Act) -> dict[str, Any]:
    """An act by project, region and step; by its title where anybody may know it."""
    event, standard, is_known = one
    place = g.session.get(Region, event.region_code) if event.region_code else None
    facts = {"n": standard.id, "step": f"step.{event.act}", "region": region(place)["name"] if place else say("系统")}
    words = say("项目 {n}，{region}：{step}", **facts)
    public = f"/public/standards/{standard.id}" if standard.state in PUBLIC else "/public/"
    href = public if is_known else f"/standards/{standard.id}"
    shown = f"{words}：{title(standard)}" if is_known else words
    return {"key": event.leaf_hash.hex(), "title": shown, "stamp": event.at.isoformat(), "act": event.act, "href": href}


def _day(turn: Turn, place: Region | None) -> Day:
    """A day by project, region and step; titles are confidential before the release."""
    assert turn.due_on is not None
    where = region(place)["name"] if place else say("各方")
    summary = say("项目 {n}，{region}：{step}", n=turn.standard_id, region=where, step=f"step.{turn.step}")
    key = f"{turn.standard_id}/{turn.region_code}/{turn.step}/{turn.key}/{turn.since.isoformat()}"
    uid = f"{sha256(key.encode()).hexdigest()[:32]}@{urlsplit(_base()).hostname}"
    return Day(uid, turn.since, turn.due_on, summary, f"{_base()}/standards/{turn.standard_id}")


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _base() -> str:
    return settings().base_url.rstrip("/")
