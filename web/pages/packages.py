"""Packages of a standard for partners' installations: those that were made, making the next one, fetching the file."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from web.config import database, settings
from web.present import instant, region
from web.project.party import is_inside, page_head, ways
from web.seats import acts, shows
from workflow import jobs
from workflow.dossier.heads import NotSigned
from workflow.exchange import sent
from workflow.exchange.making import make, may_make, newest
from workflow.exchange.proving import finished
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.exchange import Package
from workflow.words import say

pages = Blueprint("packages", __name__)


@pages.get("/standards/<int:standard_id>/packages")
@shows
def packages(standard_id: int) -> str:
    standing = _found(g.session, standard_id)
    rows = [_row(standing, one) for one in sent.of_standard(g.session, g.seat, standard_id)]
    view = {
        "head": page_head(standing, say("交换包")),
        "ways": ways(standing, "dossier") if is_inside(standing, g.seat) else [],
        "home": f"/standards/{standard_id}",
        "rows": rows,
        "choices": [_choice(standing, code) for code in standing.tracks if code != g.seat.region],
    }
    return render_template("partners/packages.html", page=view)


@pages.post("/standards/<int:standard_id>/packages/steps/make_package")
@acts
def make_one(standard_id: int) -> ResponseReturnValue:
    to = request.form.get("region", "")
    _, is_new = make(database(), jobs.signer(settings()), standard_id, g.seat, to, g.now)
    if is_new:
        flash(say("交换包已制作并由日志签名，可以下载。"), "done")
    else:
        flash(say("上一个交换包之后没有新的内容，不必再制作。"), "warn")
    return redirect(f"/standards/{standard_id}/packages", 303)


@pages.get("/standards/<int:standard_id>/packages/<int:package_id>.zip")
@shows
def fetch(standard_id: int, package_id: int) -> Response:
    package = sent.find(g.session, g.seat, package_id)
    if package is None or package.standard_id != standard_id:
        raise NotThere
    return answer(package)


def answer(package: Package) -> Response:
    """The file of a package, as pages and the API hand it out."""
    try:
        data = finished(database(), package)
    except NotSigned as unsigned:
        raise Refused([Reason("dossier_not_signed", {"origin": unsigned.origin, "n": unsigned.size})]) from unsigned
    if data is None:
        raise Refused([Reason("package_gone", {})])
    name = f"package-{package.standard_id}-{package.region_code}-{package.number:04}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Tongbiao-Sha256": package.sha256}
    return Response(data, content_type="application/zip", headers=headers)


def _found(session: Session, standard_id: int) -> Standing:
    """The standard, for a seat that may make packages of it."""
    standing = Standing.load(session, standard_id) if 0 < standard_id < 2**31 else None
    if standing is None or not may_make(session, standing.standard, g.seat):
        raise NotThere
    return standing


def _choice(standing: Standing, code: str) -> dict[str, object]:
    last = newest(standing.session, standing.standard.id, code)
    return {"code": code, "name": region(standing.places[code])["name"], "next": last.number + 1 if last else 1}


def _row(standing: Standing, package: Package) -> dict[str, object]:
    return {
        "n": package.number,
        "region": region(standing.places[package.region_code]),
        "at": instant(package.at),
        "hash": package.sha256,
        "href": f"/standards/{standing.standard.id}/packages/{package.id}.zip",
    }
