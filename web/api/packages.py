"""Packages between installations: those made for the seat's region, their files, making one, taking a partner's."""

from typing import Final

from flask import Blueprint, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import forms
from web.api import bodies, views
from web.config import database, settings
from web.pages.packages import answer
from web.seats import acts, shows
from workflow import jobs
from workflow.exchange import copies, sent
from workflow.exchange.making import make, may_make
from workflow.exchange.taking import take
from workflow.exchange.zipped import MOST_BYTES
from workflow.process.reasons import NotThere
from workflow.records.exchange import Package, PartnerCopy
from workflow.records.standards import Standard

calls = Blueprint("packages", __name__)
PAGE = 50
TEXT: Final = {"type": "string"}
CALLS: Final = {"/standards/{id}/packages": ("make the next package", {"region": TEXT}, ["region"])}


@calls.get("/packages")
@shows
def made() -> ResponseReturnValue:
    """What was made for the seat's region, in the order in which it is taken; `after` is the last id that is known."""
    after = forms.number(request.args.get("after")) or 0
    found = sent.for_region(g.session, g.seat, after, PAGE)
    onward = f"{request.path}?after={found[-1].id}" if len(found) == PAGE else None
    return jsonify({"total": len(found), "items": [_package(one) for one in found], "next": onward})


@calls.get("/packages/<int:package_id>")
@shows
def fetch(package_id: int) -> Response:
    package = sent.find(g.session, g.seat, package_id)
    if package is None:
        raise NotThere
    return answer(package)


@calls.get("/standards/<int:standard_id>/packages")
@shows
def of_standard(standard_id: int) -> ResponseReturnValue:
    standard = g.session.get(Standard, standard_id) if 0 < standard_id < 2**31 else None
    if standard is None or not may_make(g.session, standard, g.seat):
        raise NotThere
    found = sent.of_standard(g.session, g.seat, standard_id)
    return jsonify({"total": len(found), "items": [_package(one) for one in found], "next": None})


@calls.post("/standards/<int:standard_id>/packages")
@acts
def make_one(standard_id: int) -> ResponseReturnValue:
    """Make the next package for a region; with nothing new since the one before, that one is told."""
    to = bodies.words(bodies.body(), "region", 6)
    made, is_new = make(database(), jobs.signer(settings()), standard_id, g.seat, to, g.now)
    with database().read() as session:
        return jsonify(_package(session.get_one(Package, made)) | {"new": is_new})


@calls.get("/partners/copies")
@shows
def listed() -> ResponseReturnValue:
    found = copies.listed(g.session, g.seat)
    return jsonify({"total": len(found), "items": [_copy(row) for row in found], "next": None})


@calls.get("/partners/copies/<int:copy_id>")
@shows
def copy(copy_id: int) -> ResponseReturnValue:
    """A partner's project with its comments, notices and releases, as the newest package tells it."""
    found = copies.one(g.session, g.seat, copy_id)
    if found is None:
        raise NotThere
    parts = {name: found.part(name) for name in ("project", "texts", "comments", "notices", "releases")}
    return jsonify(_copy(found.row) | parts)


@calls.post("/partners/packages")
@acts
def take_one() -> ResponseReturnValue:
    """Take a package: its bytes are the body."""
    copy_id, is_new = take(database(), g.seat, request.stream.read(MOST_BYTES + 1), at=g.now)
    return jsonify({"copy": copy_id, "new": is_new}), 201 if is_new else 200


def _package(one: Package) -> views.Json:
    return {
        "id": one.id,
        "standard": one.standard_id,
        "region": one.region_code,
        "number": one.number,
        "sha256": one.sha256,
        "previous": one.previous,
        "at": views.time(one.at),
        "href": f"/api/v1/packages/{one.id}",
    }


def _copy(row: PartnerCopy) -> views.Json:
    return {
        "id": row.id,
        "partner": row.partner,
        "project_of_partner": row.project,
        "region": row.region_code,
        "title": row.title_zh,
        "number": row.number,
        "sha256": row.sha256,
        "as_of": views.time(row.as_of),
        "taken_at": views.time(row.taken_at),
    }
