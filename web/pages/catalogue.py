"""The catalogues of standards that regions list 标准目录: to read, and to import from a file that is mapped first."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import forms, paging
from web.config import database, settings
from web.reading import reading
from web.seats import acts, shows
from web.views import catalogued
from workflow.importing.catalogue import columns, staging
from workflow.importing.catalogue.writing import MOST, Table, may, opened, plan, write
from workflow.importing.plan import Fate, Unsound
from workflow.importing.reading import BadTable
from workflow.process.reasons import NotThere
from workflow.reads import catalogued as reads
from workflow.words import say

pages = Blueprint("catalogue", __name__)
LICENCE = 200


@pages.get("/catalogue")
@shows
def index() -> str:
    words, region, page = request.args.get("q", "").strip()[:100], request.args.get("region", "")[:6], paging.asked()
    found = reads.listed(g.session, words, region, page)
    return render_template(
        "catalogue/index.html",
        rows=catalogued.rows(g.session, found.rows),
        choices=catalogued.places(g.session, found.regions),
        words=words,
        region=region,
        imports=catalogued.imports(g.session),
        may=may(g.seat),
        pages_=paging.paged(found.total, size=reads.PAGE, here=page),
    )


@pages.get("/catalogue/import")
@shows
def form() -> str:
    _admit()
    return _page()


@pages.post("/catalogue/import/preview")
@acts
def preview() -> ResponseReturnValue:
    """What the file would do under a mapping: the one that was chosen, kept or guessed. Nothing is written."""
    _admit()
    try:
        token = _staged() or request.form.get("token", "")
        table = _opened(token)
    except BadTable as bad:
        return _fault(say(bad.key, **bad.facts))
    with reading() as session:
        chosen = _chosen(table) if "mapped" in request.form else None
        known = columns.remembered(session, g.seat.region, table.heading)
        mapping = chosen if chosen is not None else known or columns.guessed(table.heading)
        return _planned(table, mapping, token)


@pages.post("/catalogue/import/steps/import_catalogue")
@acts
def import_catalogue() -> ResponseReturnValue:
    _admit()
    licence, token = forms.typed(request.form, "licence", LICENCE), request.form.get("token", "")
    try:
        table = _opened(token)
        counts = write(database(), g.seat, table, _chosen(table), licence, at=g.now)
    except BadTable as bad:
        return _fault(say(bad.key, **bad.facts))
    except Unsound:
        with reading():
            return _planned(table, _chosen(table), token), 409
    told = {fate.value: n for fate, n in counts.items()}
    flash(say("已导入：新增 {new} 行，变化 {changed} 行，没有变化 {same} 行。", **told), "done")
    return redirect(f"/catalogue?region={g.seat.region}", 303)


def _admit() -> None:
    if not may(g.seat):
        raise NotThere


def _staged() -> str:
    """The file that came with the request is laid aside until it is confirmed."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        if "token" in request.form:
            return ""
        raise BadTable("table.chosen")
    data = upload.stream.read(MOST.size + 1)
    opened(data, upload.filename)
    return staging.lay(settings().var_path, g.seat, upload.filename, data)


def _opened(token: str) -> Table:
    found = staging.find(settings().var_path, g.seat, token)
    if found is None:
        raise BadTable("table.gone")
    return opened(*found)


def _chosen(table: Table) -> dict[str, int]:
    """The mapping of the form: the place of each field's column."""
    given = {field: forms.number(request.form.get(f"column-{field}")) for field in columns.MAPPED}
    return {field: place for field, place in given.items() if place is not None and place < len(table.heading)}


def _planned(table: Table, mapping: dict[str, int], token: str) -> str:
    made = plan(g.session, g.seat.region, table, mapping)
    counts = {fate.value: made.count(fate) for fate in Fate}
    return _page(view=catalogued.planned(table, mapping, made, counts), token=token)


def _fault(words: str) -> tuple[str, int]:
    with reading():
        return _page(fault=words), 422


def _page(fault: str = "", view: dict[str, Any] | None = None, token: str = "") -> str:
    licence = request.form.get("licence", "")[:LICENCE]
    return render_template("catalogue/import.html", fault=fault, plan=view, staged=token, licence=licence)
