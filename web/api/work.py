"""The work on one standard to read: comments, consultations, departments, panels, papers, explanation, deviations
and notices. The twins of its pages, for the seats that are shown those.
"""

import sqlalchemy as sa
from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from web import acting
from web.api import views
from web.api.listing import listed, of, page, paged, plain
from web.project.party import is_inside, on_record
from web.seats import shows
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads import concurrence as departments
from workflow.reads import ledger
from workflow.reads.comment_report import Bar, report
from workflow.reads.declaring import must_declare
from workflow.reads.deviations import deviations as deviating
from workflow.reads.explaining import explanation as explained
from workflow.reads.panels import members, tally
from workflow.reads.room import filed
from workflow.records.notices import RegionNotice

calls = Blueprint("work", __name__)
COMMENT: tuple[str, ...] = (
    "id",
    "kind",
    "state",
    "source",
    "type",
    "region_code",
    "clause_id",
    "clause_label",
    "quote",
    "opinion",
)
COMMENT += ("proposal", "reason", "disposition", "answer", "received_at", "answered_at", "published_at", "into_id")
CONSULTATION = ("id", "round", "days", "opened_at", "closes_on", "closed_at", "written_to", "gist")
WINDOW = ("region_code", "state", "address", "posted_on", "host", "enquiries")
ASKED = ("region", "part", "state", "gate", "since", "due")
PANEL: tuple[str, ...] = (
    "id",
    "round",
    "region_code",
    "state",
    "by_letter",
    "meets_on",
    "place",
    "agenda",
    "called_at",
    "noticed_at",
)
PANEL += ("opened_at", "concluded_at")
PAPER = ("id", "region_code", "kind", "step", "document_number", "dated", "file_sha256", "name", "at")
NOTICE: tuple[str, ...] = (
    "id",
    "region_code",
    "actor_region",
    "step",
    "audience",
    "state",
    "queued_at",
    "delivered_at",
    "read_at",
)
NOTICE += ("owes_receipt", "acknowledged_at")


@calls.get("/standards/<int:standard_id>/comments")
@shows
def comments(standard_id: int) -> ResponseReturnValue:
    """What no region keeps from the seat's; without names and contacts."""
    here = page()
    found = ledger.ledger(_inside(standard_id), g.seat, ledger.Wanted(), here, g.now)
    items = [of(line.comment, COMMENT) | {"round": line.round} for line in found.rows]
    return paged(items, found.total, here=here, size=ledger.PAGE, kept=found.kept)


@calls.get("/standards/<int:standard_id>/comments/report")
@shows
def comment_report(standard_id: int) -> ResponseReturnValue:
    """How many came from where and of what kind, and what became of them: bars whose sums are `comments`."""
    made = report(_inside(standard_id), g.seat, g.now)
    bars = {name: [_bar(bar) for bar in some] for name, some in made.bars.items()}
    return listed([_bar(made.all)], kept=made.kept, bars=bars)


def _bar(one: Bar) -> views.Json:
    return {"value": plain(one.value), "label": one.label, "n": one.n, "outcomes": one.counts}


@calls.get("/standards/<int:standard_id>/consultations")
@shows
def consultations(standard_id: int) -> ResponseReturnValue:
    standing = _inside(standard_id)
    windows: dict[int, list[views.Json]] = {}
    for window in standing.windows:
        windows.setdefault(window.consultation_id, []).append(of(window, WINDOW))
    return listed([of(one, CONSULTATION) | {"windows": windows.get(one.id, [])} for one in standing.consultations])


@calls.get("/standards/<int:standard_id>/concurrence")
@shows
def concurrence(standard_id: int) -> ResponseReturnValue:
    """Each department that was asked: what part it has, where it stands, until when it may speak."""
    found = departments.matrix(g.session, _inside(standard_id), g.now)
    return listed([of(one, ASKED) | {"organ": {"zh": one.organ.zh, "en": one.organ.en}} for one in found.asked])


@calls.get("/standards/<int:standard_id>/panels")
@shows
def panels(standard_id: int) -> ResponseReturnValue:
    """Panels with their count; single votes are in the record of a panel that has concluded."""
    standing, seated = _inside(standard_id), members(g.session, standard_id)
    is_told = standing.terms["review.tally"].value == "open"
    items = []
    for panel in standing.panels:
        count = tally(panel, seated.get(panel.id, []), is_told=is_told)
        votes = {stand.value: n for stand, n in count.votes.items()}
        told = {"members": count.members, "present": count.present, "voted": count.voted, "votes": votes}
        items.append(of(panel, PANEL) | told)
    return listed(items)


@calls.get("/standards/<int:standard_id>/papers")
@shows
def papers(standard_id: int) -> ResponseReturnValue:
    _inside(standard_id)
    return listed([of(paper, PAPER) for paper, _ in filed(g.session, standard_id)])


@calls.get("/standards/<int:standard_id>/explanation")
@shows
def explanation(standard_id: int) -> ResponseReturnValue:
    """The drafting explanation by section; one that was not written yet has no words."""
    made = explained(_inside(standard_id))
    items = [
        {"section": one.section.key, "is_due": one.is_due, "words": one.part.words if one.part else None}
        for one in made.sections
    ]
    return listed(items)


@calls.get("/standards/<int:standard_id>/deviations")
@shows
def deviations(standard_id: int) -> ResponseReturnValue:
    """Where a region deviates in the newest text: the words of all, its own, and whether it confirmed them."""
    standing = _inside(standard_id)
    version = standing.versions[0] if standing.versions else None
    items = [
        {"clause": one.at.clause.id, "number": one.at.clause.number, "regions": list(one.at.deviation.regions)}
        | {"base": one.base, "own": one.own, "written_in": one.written_in}
        | {"is_confirmed": one.confirmation is not None}
        for one in deviating(g.session, standing, version)
    ]
    return listed(items)


@calls.get("/standards/<int:standard_id>/notices")
@shows
def notices(standard_id: int) -> ResponseReturnValue:
    """Who was told of which act, when it was delivered, read and acknowledged."""
    _inside(standard_id)
    query = sa.select(RegionNotice).where(RegionNotice.standard_id == standard_id).order_by(RegionNotice.id)
    return listed([of(one, NOTICE) for one in g.session.scalars(query)])


def _inside(standard_id: int) -> Standing:
    """The project, for a seat that takes part in it and has declared what it must."""
    standing = acting.find(g.session, standard_id)
    if not is_inside(standing, g.seat) or must_declare(standing, g.seat):
        raise NotThere
    return on_record(standing)
