"""The catalogues of regions, each row with its provenance; a file of rows is looked at first, then written whole."""

import json
from datetime import date
from typing import Any, Final

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from web import forms
from web.api import importing, views
from web.api.listing import listed, of, page, paged
from web.config import database
from web.pages.catalogue import LICENCE
from web.reading import reading
from web.seats import acts, shows
from workflow.importing.catalogue import columns, writing
from workflow.importing.plan import Unsound
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads import catalogued as reads
from workflow.records.catalogues import CatalogueEntry, CatalogueImport

calls = Blueprint("catalogue", __name__)
PLAIN = ("number", "printed", "title_zh", "title_en", "state", "ics", "ccs", "issuer", "replaces", "others", "source")
IMPORT = ("id", "region_code", "file_name", "file_sha256", "licence", "made", "changed", "same", "at")
MAPPING: Final = {"type": "string", "description": "JSON: by field the place of its column, or its heading"}
FILES: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    "/catalogue/import/preview": ("what each row of a catalogue file would do", {"mapping": MAPPING}, []),
    "/catalogue/import": (
        "write a catalogue file, all of it or nothing",
        {"mapping": MAPPING, "licence": {"type": "string", "maxLength": LICENCE}},
        [],
    ),
}


@calls.get("/catalogue")
@shows
def catalogue() -> ResponseReturnValue:
    here = page()
    words, region = request.args.get("q", "")[:100], request.args.get("region", "")[:6]
    found = reads.listed(g.session, words, region, here)
    return paged([_entry(*row) for row in found.rows], found.total, here=here, size=reads.PAGE)


@calls.get("/catalogue/imports")
@shows
def imports() -> ResponseReturnValue:
    """The files that rows came by, the newest first."""
    return listed([of(one, IMPORT) for one in reads.imports(g.session)])


@calls.post("/catalogue/import/preview")
@acts
def preview() -> ResponseReturnValue:
    """What each row would do under a mapping: the one that was sent, kept or guessed. Nothing is written."""
    _admit()
    table = _table()
    with reading() as session:
        mapping = _mapping(session, table)
        plan = writing.plan(session, str(g.seat.region), table, mapping)
    return jsonify(importing.told(plan) | _mapped(table, mapping))


@calls.post("/catalogue/import")
@acts
def write() -> ResponseReturnValue:
    """The whole file or nothing; the same file again changes nothing."""
    _admit()
    table, licence = _table(), forms.typed(request.form, "licence", LICENCE)
    with reading() as session:
        mapping = _mapping(session, table)
        plan = writing.plan(session, str(g.seat.region), table, mapping)
    if columns.faults(mapping):
        raise WrongAnswers({"mapping": ("wrong.required", {})})
    try:
        writing.write(database(), g.seat, table, mapping, licence, at=g.now)
    except Unsound:
        return importing.refused(plan, **_mapped(table, mapping))
    return jsonify(importing.told(plan) | _mapped(table, mapping))


def _admit() -> None:
    if not writing.may(g.seat):
        raise NotThere


def _table() -> writing.Table:
    with importing.table():
        return writing.opened(*importing.uploaded(writing.MOST.size))


def _mapping(session: Session, table: writing.Table) -> dict[str, int]:
    """By field the place of its column, or what its heading says."""
    given = request.form.get("mapping")
    if given is None:
        return columns.remembered(session, str(g.seat.region), table.heading) or columns.guessed(table.heading)
    try:
        told = json.loads(given)
    except (ValueError, RecursionError):
        told = None
    pairs = told.items() if isinstance(told, dict) else [("", None)]
    named: dict[str, Any] = {field: table.heading.index(at) if at in table.heading else at for field, at in pairs}
    if not all(
        name in columns.MAPPED and type(at) is int and 0 <= at < len(table.heading) for name, at in named.items()
    ):
        raise WrongAnswers({"mapping": ("wrong.choice", {})})
    return named


def _mapped(table: writing.Table, mapping: dict[str, int]) -> views.Json:
    """How the columns were read, and the fields that still lack one or share one."""
    return {"heading": table.heading, "mapping": mapping, "unmapped": columns.faults(mapping)}


def _entry(entry: CatalogueEntry, source: CatalogueImport) -> views.Json:
    days = {name: _day(getattr(entry, name)) for name in ("published_on", "effective_on")}
    provenance = {"region": entry.region_code, "file": source.file_name, "file_sha256": source.file_sha256}
    provenance |= {"row": str(entry.line), "licence": source.licence}
    return {name: getattr(entry, name) for name in PLAIN} | days | {"provenance": provenance}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
