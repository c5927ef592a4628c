"""The project page of a standard, its timeline, and one event of it."""

import json
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.acting import find
from web.config import database
from web.forms import number
from web.project import grids, head, history, lanes, matrix, motions, offers, rivals
from web.project.party import found, is_inside, on_record, page_head, ways
from web.seats import shows
from web.views.amended import inner_view
from workflow import engine, mailroom
from workflow.picture.standing import Standing
from workflow.process.missing import gaps
from workflow.reads import timeline as record
from workflow.reads.changes import changes
from workflow.reads.record import READERS as SEE_THE_PAST
from workflow.reads.seats import signers
from workflow.reads.standards import numbers_of
from workflow.records.papers import Paper
from workflow.words import say

pages = Blueprint("standards", __name__)
SHOWN, PAGE = 12, 100


@pages.get("/standards/<int:standard_id>")
@shows
def project(standard_id: int) -> ResponseReturnValue:
    standing = find(g.session, standard_id)
    if not is_inside(standing, g.seat):
        return redirect(f"/public/standards/{standard_id}")
    page = view(on_record(standing))
    g.session.close()
    if g.seat.region in standing.tracks:
        read(standard_id)
    return render_template("standards/project.html", **page)


def read(standard_id: int) -> None:
    """Whoever opens the project has read what the region was told of it; this is no act of the trade."""
    with database().plain() as session:
        mine = {"region": g.seat.region, "standard_id": standard_id, "person_id": g.seat.person_id}
        mailroom.mark_read(session, **mine, at=g.now)


def view(standing: Standing) -> dict[str, Any]:
    """Every block of the page."""
    session, seat, standard = g.session, g.seat, standing.standard
    missing = gaps(standing, g.now)
    numbers = numbers_of(session, [standard.id]).get(standard.id, [])
    papers = sa.select(Paper).where(Paper.standard_id == standard.id).order_by(Paper.id.desc()).limit(SHOWN)
    names = signers(session, {p.seat_id for p in standing.positions})
    return {
        "standing": standing,
        "head": head.head(standing, seat, numbers, record.milestones(session, standard.id))
        | ({"as_of": f"/standards/{standard.id}/past"} if seat.role in SEE_THE_PAST else {}),
        "ways": ways(standing, ""),
        "missing": head.missing(standing, seat, missing),
        "offers": offers.offers(engine.offers(standing, seat, g.now), missing, seat, standard.id, standard.version),
        "lanes": lanes.lanes(standing, seat, names),
        "glance": grids.grid(standing),
        "motions": motions.motions_view(standing),
        "rivals": rivals.rivals_view(standing),
        "amendments": [inner_view(session, standing, one) for one in reversed(standing.amendments)],
        "matrix": matrix.matrix(standing, seat, names),
        "papers": history.papers(standing, list(session.scalars(papers)), record.right_files(session, standard.id)),
        "entries": history.timeline(standing, record.latest(session, standard.id, standard.version, most=SHOWN)),
        "notices": history.told(standing, record.notices(session, standard.id)),
    }


@pages.get("/standards/<int:standard_id>/timeline")
@shows
def timeline(standard_id: int) -> str:
    standing = found(standard_id)
    last = standing.standard.version
    upto = min(number(request.args.get("upto")) or last, last)
    entries = [e for e in record.latest(g.session, standard_id, upto, most=PAGE) if e.happened.event.sequence <= upto]
    page: dict[str, Any] = {"head": page_head(standing, say("经过")), "ways": ways(standing, "timeline")}
    page |= {"entries": history.timeline(standing, entries), "older": upto - PAGE, "is_latest": upto == last}
    page["total"] = last
    return render_template("standards/timeline.html", page=page)


@pages.get("/standards/<int:standard_id>/events/<int:log_id>/<int:index>")
@shows
def event(standard_id: int, log_id: int, index: int) -> str:
    standing = found(standard_id)
    entry = record.one(g.session, standard_id, log_id, index)
    if entry is None:
        abort(404)
    leaf = entry.happened.leaf
    called = {"region": {code: standing.named(code) for code in standing.places}}
    page: dict[str, Any] = {"told": history.timeline(standing, [entry])[0], "entry": entry.happened}
    page["head"] = page_head(standing, say("记录 {index}", index=page["told"]["index"]))
    page["is_sealed"] = history.is_sealed(standing, entry.happened, g.seat)
    page["changes"] = [change for change in changes(leaf, called) if not change.is_quiet]
    page["leaf"] = json.dumps(leaf, ensure_ascii=False, indent=1)
    return render_template("standards/event.html", page=page)
