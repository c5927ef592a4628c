"""Notices between regions: what mine was told and must acknowledge, and a project's matrix of who told whom."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import paging
from web.config import database
from web.present import instant, region, title
from web.project.party import found, page_head, ways
from web.seats import acts, shows
from web.views.cards import address
from workflow.doors import acknowledging
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads import notices as reads
from workflow.reads.notices import Show
from workflow.reads.numbers import places
from workflow.records.notices import RegionNotice
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import Notice
from workflow.words import say, tell

pages = Blueprint("notices", __name__)
Json = dict[str, Any]
STATES = (Notice.QUEUED, Notice.DELIVERED, Notice.READ, Notice.ACKNOWLEDGED)
SHOWS = {Show.UNREAD: "未读", Show.OWED: "待签收", Show.ALL: "全部"}


@pages.get("/notices")
@shows
def listed() -> ResponseReturnValue:
    show, sender, page = _show(), request.args.get("from", "")[:6], paging.asked()
    told = reads.told(g.session, g.seat, show, sender=sender, page=page)
    known = places(g.session, {*told.senders, *(n.actor_region for n, _ in told.rows if n.actor_region)})
    return render_template(
        "notices/list.html",
        rows=[_row(notice, standard, known) for notice, standard in told.rows],
        ways=[
            {"show": s.value, "words": say(words), "n": told.counts[s], "now": s is show} for s, words in SHOWS.items()
        ],
        senders=[{"code": code, "name": region(known[code])["name"]} for code in told.senders if code in known],
        sender=sender,
        show=show.value,
        pages_=paging.paged(told.total, size=reads.PAGE, here=page),
    )


@pages.post("/notices/<int:notice_id>/steps/acknowledge_notice")
@acts
def acknowledge(notice_id: int) -> ResponseReturnValue:
    if notice_id >= 2**31:
        raise NotThere
    acknowledging.acknowledge(database(), g.seat, notice_id, at=g.now)
    flash(say("已签收，记入本组协作的日志。"), "done")
    return redirect("/notices?show=owed", 303)


@pages.get("/standards/<int:standard_id>/notices")
@shows
def matrix(standard_id: int) -> ResponseReturnValue:
    standing = found(standard_id, declared=False)
    notices = reads.of_project(g.session, standard_id)
    page = {"head": page_head(standing, say("通报")), "ways": ways(standing, "notices")}
    return render_template("notices/matrix.html", page=page, **_matrix(standing, notices))


def _show() -> Show:
    asked = request.args.get("show", "")
    return Show(asked) if asked in {show.value for show in Show} else Show.ALL


def _row(notice: RegionNotice, standard: Standard, known: dict[str, Region]) -> Json:
    sender = known.get(notice.actor_region or "")
    return {
        "id": notice.id,
        "who": region(sender)["name"] if sender else say("系统"),
        "act": say(f"step.{notice.step}"),
        "title": title(standard),
        "href": address(standard),
        "at": instant(notice.queued_at),
        "state": tell(notice.state),
        "owes": notice.owes_receipt and notice.state is not Notice.ACKNOWLEDGED,
        "may": notice.owes_receipt and not acknowledging.against(g.seat, notice),
    }


def _matrix(standing: Standing, notices: list[RegionNotice]) -> Json:
    """One line a sender, one column a receiver; each cell counts its notices by state and tells the receipts owed."""
    order = list(standing.tracks)
    senders = [code for code in (*order, None) if any(n.actor_region == code for n in notices)]
    names = {code: region(standing.places[code])["name"] for code in order}
    lines = [
        {"name": names.get(code or "", say("系统")), "cells": [_cell(notices, code, to) for to in order]}
        for code in senders
    ]
    return {"lines": lines, "receivers": [names[code] for code in order], "total": len(notices)}


def _cell(notices: list[RegionNotice], sender: str | None, receiver: str) -> Json | None:
    """None where a region would tell itself, or told nothing."""
    mine = [n for n in notices if (n.actor_region, n.region_code) == (sender, receiver)]
    if not mine:
        return None
    states = {Notice.UNDELIVERABLE: 0} | {state: 0 for state in STATES}
    for notice in mine:
        states[notice.state] += 1
    owed = sum(1 for n in mine if n.owes_receipt and n.state is not Notice.ACKNOWLEDGED)
    return {"parts": [{"words": tell(s), "n": n} for s, n in states.items() if n], "owed": owed}
