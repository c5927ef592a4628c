"""A project and an agreement as of a past hour: read only, without a button, for auditors and members."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import agreed
from web.accords.one import terms_of, version_of
from web.images import images_of
from web.pages.numbers import band_view
from web.present import group, instant, region, title
from web.project import grids, head, lanes, matrix
from web.project.party import found
from web.seats import shows
from web.views.clauses import clause_views
from workflow import clock
from workflow.picture import manuscript
from workflow.process.reasons import NotThere
from workflow.reads import as_of as reads
from workflow.reads.as_of import Stood
from workflow.reads.record import READERS
from workflow.reads.seats import signers
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.replaying.replay import UNREADABLE
from workflow.replaying.views import NotTold
from workflow.vocabulary import SeatRole
from workflow.words import say

pages = Blueprint("as_of", __name__)
MINUTE = timedelta(minutes=1)  # what a form types of the present hour may lie ahead by less
Json = dict[str, Any]


@pages.get("/standards/<int:standard_id>/past")
@shows
def project(standard_id: int) -> ResponseReturnValue:
    standing = found(standard_id)
    if g.seat.role not in READERS:
        raise NotThere
    at, wrong = asked(request.args)
    page: Json = {
        "at": _typed(at),
        "wrong": wrong,
        "title": title(standing.standard),
        "home": f"/standards/{standard_id}",
    }
    with _hour(at):
        page |= _project(g.session.get_one(Standard, standard_id), at)
    return render_template("standards/past.html", page=page)


@pages.get("/agreements/<int:agreement_id>/past")
@shows
def agreement(agreement_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    if g.seat.role not in READERS:
        raise NotThere
    at, wrong = asked(request.args)
    page: Json = {
        "at": _typed(at),
        "wrong": wrong,
        "name": group(accord.agreement),
        "home": f"/agreements/{agreement_id}",
    }
    held = reads.agreement(g.session, accord.agreement, at)
    if held is not None:
        members = [
            region(accord.places[one.region_code])["name"] for one in held.members if one.region_code in accord.places
        ]
        page |= {"terms": terms_of(held.rules), "rule_set": version_of(held.rules), "members": members}
        page["band"] = band_view(held.band, accord.agreement)["strip"] if accord.agreement.has_band else None
    return render_template("agreements/past.html", page=page | {"then": instant(at), "is_there": held is not None})


def asked(given: Mapping[str, str]) -> tuple[datetime, str]:
    """The hour in the address, in Beijing time, and what is wrong with it; a day means its end. What lies ahead is said
    to, and the present is shown."""
    text = given.get("at", "").strip()
    try:
        hour = datetime.fromisoformat(text) if text else g.now
        hour = hour if hour.tzinfo else hour.replace(tzinfo=clock.BEIJING)
        is_day = len(text) == len("2026-01-01")
        if hour.astimezone(clock.BEIJING).date() > g.today or (not is_day and hour > g.now + MINUTE):
            return g.now, say("这一时刻还没有到，下面是现在的样子。")
        return min(clock.end_of(hour.date()) if is_day else hour.astimezone(clock.BEIJING), g.now), ""
    except (ValueError, OverflowError):
        return g.now, say("请填写日期和时刻。")


def _typed(at: datetime) -> str:
    return at.astimezone(clock.BEIJING).strftime("%Y-%m-%dT%H:%M")


@contextmanager
def _hour(at: datetime) -> Iterator[None]:
    """What is shown meanwhile is told as that hour would have told it."""
    now, today = g.now, g.today
    g.now, g.today = at, clock.day_of(at)
    try:
        yield
    finally:
        g.now, g.today = now, today


def _project(standard: Standard, at: datetime) -> Json:
    try:
        stood = reads.standard(g.session, standard, at)
        return _shown(stood, at) if stood else {"is_there": False}
    except NotTold as lacking:
        return {"is_there": False, "lacking": lacking.part}
    except UNREADABLE as fault:  # a leaf that does not tell what its act tells: the rules' page says which
        return {"is_there": False, "lacking": type(fault).__name__}


def _shown(stood: Stood, at: datetime) -> Json:
    """The blocks of the project page, drawn from the past, by a seat that has no turn."""
    past, session = stood.past, g.session
    seat = replace(g.seat, role=SeatRole.OBSERVER) if g.seat.role is not SeatRole.AUDITOR else g.seat
    names = signers(session, {position.seat_id for position in past.positions})
    told = head.head(past, seat, list(past.numbers.values()), stood.began)
    version = past.draft
    text = manuscript.load(session, session.get_one(Version, version.id)) if version is not None else None
    images = images_of(past.standard.id)
    return {
        "is_there": True,
        "head": told | {"then": str(instant(at)), "today": f"/standards/{past.standard.id}"},
        "lanes": lanes.lanes(past, seat, names),
        "glance": grids.grid(past),
        "matrix": matrix.matrix(past, seat, names),
        "version": version,
        "clauses": clause_views(text.clauses, past.places, images=images) if text else [],
        "agreement": f"/agreements/{past.agreement.id}/past?at={_typed(at)}",
    }
