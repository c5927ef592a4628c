"""The project page of a standard, its timeline, and one event of it."""

import json

import sqlalchemy as sa
from flask import Blueprint, abort, g, render_template, request

from web.acting import find
from web.config import database
from web.project import head, history, lanes, offers
from web.seats import shows
from workflow import engine, mailroom
from workflow.process.missing import gaps
from workflow.reads import timeline as record
from workflow.reads.standards import is_party, numbers_of
from workflow.records.papers import Paper
from workflow.standing import Standing

pages = Blueprint("standards", __name__)
SHOWN = 12


@pages.get("/standards/<int:standard_id>")
@shows
def project(standard_id: int) -> str:
    standing = find(g.session, standard_id)
    page = view(standing)
    g.session.close()
    if g.seat.region in standing.tracks:
        read(standard_id)
    return render_template("standards/project.html", **page)


def read(standard_id: int) -> None:
    """Whoever opens the project has read what the region was told of it; this is no act of the trade."""
    with database().plain() as session:
        mine = {"region": g.seat.region, "standard_id": standard_id, "person_id": g.seat.person_id}
        mailroom.mark_read(session, **mine, at=g.now)


def view(standing: Standing) -> dict[str, object]:
    """Every block of the page."""
    session, seat, standard = g.session, g.seat, standing.standard
    found = gaps(standing, g.now)
    numbers = numbers_of(session, [standard.id]).get(standard.id, [])
    papers = sa.select(Paper).where(Paper.standard_id == standard.id).order_by(Paper.id.desc()).limit(SHOWN)
    is_ours = is_party(standing, seat)
    return {
        "standing": standing,
        "head": head.head(standing, seat, numbers, record.milestones(session, standard.id)),
        "missing": head.missing(standing, seat, found),
        "offers": offers.offers(engine.offers(standing, seat, g.now), found, seat, standard.id, standard.version),
        "lanes": lanes.lanes(standing, seat),
        "matrix": lanes.matrix(standing, seat),
        "papers": history.papers(standing, list(session.scalars(papers))) if is_ours else [],
        "entries": history.timeline(standing, record.latest(session, standard.id, standard.version, most=SHOWN)),
        "notices": history.told(standing, record.notices(session, standard.id)) if is_ours else [],
    }


@pages.get("/standards/<int:standard_id>/timeline")
@shows
def timeline(standard_id: int) -> str:
    standing = find(g.session, standard_id)
    upto = request.args.get("upto", type=int) or standing.standard.version
    entries = record.latest(g.session, standard_id, min(upto, standing.standard.version), most=100)
    shown = [e for e in entries if e.happened.event.sequence <= upto]
    return render_template(
        "standards/timeline.html", standing=standing, entries=history.timeline(standing, shown), upto=upto - 100
    )


@pages.get("/standards/<int:standard_id>/events/<int:log_id>/<int:index>")
@shows
def event(standard_id: int, log_id: int, index: int) -> str:
    standing = find(g.session, standard_id)
    entries = record.latest(g.session, standard_id, standing.standard.version, most=10_000)
    entry = next((e for e in entries if (e.happened.event.log_id, e.happened.event.index) == (log_id, index)), None)
    if entry is None:
        abort(404)
    leaf = json.dumps(entry.happened.leaf, ensure_ascii=False, indent=1)
    told = history.timeline(standing, [entry])[0]
    return render_template("standards/event.html", standing=standing, told=told, entry=entry, leaf=leaf)
