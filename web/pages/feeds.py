"""What programs subscribe to: the public acts as an Atom feed, and a person's deadlines behind a secret link."""

from hashlib import sha256
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from web import icalendar
from web.config import settings
from web.icalendar import Day
from web.present import title
from web.seats import public
from workflow.post import boxes
from workflow.process.reasons import NotThere
from workflow.reads.announced import announced
from workflow.reads.deadlines import Deadline, deadlines, language_of
from workflow.words import say, speaking

pages = Blueprint("feeds", __name__)
LONGEST = 100


@pages.get("/public/feed.atom")
@public
def atom() -> ResponseReturnValue:
    named = {"name": say("同标：公开的办理"), "author": say("同标")}
    entries = [
        {
            "key": event.leaf_hash.hex(),
            "title": say("{act}：{title}", act=say(f"step.{event.act}"), title=title(standard)),
            "stamp": event.at.isoformat(),
            "act": event.act,
            "href": href,
        }
        for event, standard, href in announced(g.session)
    ]
    return Response(
        render_template("public/feed.xml", **named, entries=entries, base=_base()), mimetype="application/atom+xml"
    )


@pages.get("/calendar/<secret>.ics")
@public
def calendar(secret: str) -> ResponseReturnValue:
    person = boxes.feed_person(g.session, secret) if len(secret) < LONGEST else None
    if person is None:
        raise NotThere
    with speaking(language_of(g.session, person)):
        days = [_day(one) for one in deadlines(g.session, person, g.today)]
        body = icalendar.calendar(say("同标：我的期限"), days)
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers |= {"Cache-Control": "private, no-store", "Content-Disposition": "inline; filename=tongbiao.ics"}
    return answer


def _day(one: Deadline) -> Day:
    """A deadline by project, region and step; titles are confidential before the release."""
    summary = say(
        "项目 {n}，{region}：{step}", n=one.standard_id, region=one.region or say("各方"), step=f"step.{one.step}"
    )
    uid = f"{sha256(one.key.encode()).hexdigest()[:32]}@{urlsplit(_base()).hostname}"
    return Day(uid, one.since, one.due_on, summary, f"{_base()}/standards/{one.standard_id}")


def _base() -> str:
    return settings().base_url.rstrip("/")
