"""The release room of a project: one instant for all regions, what is ready, who may halt it, the band of numbers."""

from typing import Any

from flask import Blueprint, g, render_template

from web.present import region
from web.project import head, history
from web.project.band import band_view
from web.project.offers import offers
from web.project.party import found, ways
from web.project.room import Room, complete_since, instant_view, ready
from web.seats import shows
from workflow import engine
from workflow.picture.standing import Standing
from workflow.process.missing import gaps
from workflow.reads import room as reads
from workflow.reads import timeline as record
from workflow.reads.seats import signers
from workflow.reads.standards import numbers_of

pages = Blueprint("room", __name__)
HALTS = ("call_off_release", "object_release")
HERE = ("schedule_release", "confirm_release", "reserve_number", "confirm_number", "ask_void_number", "void_number")
TOLD = frozenset({"approve_release", *HALTS, *HERE, "seal_release", "abort_release", "release", "pass_review"})
RECENT = 60


@pages.get("/standards/<int:standard_id>/release")
@shows
def release(standard_id: int) -> str:
    standing = found(standard_id)
    return render_template("standards/release.html", page=_page(standing), standard_id=standard_id)


def _page(standing: Standing) -> dict[str, Any]:
    session, seat, standard = g.session, g.seat, standing.standard
    numbers = numbers_of(session, [standard.id]).get(standard.id, [])
    names = signers(session, {p.seat_id for p in standing.positions})
    room = Room(standing, seat, reads.announcements(session, standard.id), {n.region_code: n for n in numbers}, names)
    missing = gaps(standing, g.now)
    open_here = offers(engine.offers(standing, seat, g.now), missing, seat, standard.id, standard.version)
    events = record.latest(session, standard.id, standard.version, most=RECENT)
    halts = [o for o in open_here if o["step"] in HALTS and o["open"]]
    return {
        "head": head.head(standing, seat, numbers, record.milestones(session, standard.id)),
        "ways": ways(standing, "release"),
        "instant": instant_view(room, sum(gap.role is not None for gap in missing)),
        "halts": halts if standing.release else [],
        "offers": [o for o in open_here if o["step"] in HERE],
        "regions": [region(standing.places[code]) for code in room.codes],
        "ready": ready(room),
        "since": complete_since(room),
        "band": band_view(standing.agreement, reads.band(session, standard.agreement_id, seat), standard.id),
        "entries": history.timeline(standing, [e for e in events if e.happened.event.act in TOLD]),
    }
