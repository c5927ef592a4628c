"""The OpenAPI description: its steps and answers are read off the process tables, never written by hand."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from web.api import (
    agreements,
    catalogue,
    dossiers,
    entry_import,
    expert_import,
    letters,
    packages,
    partners,
    session,
    several,
    templates,
    watching,
)
from web.api.describing import brought, call, keyed, problem, read, security, signed, upload
from web.api.fields import answers
from web.api.reading import LOG, READS
from web.seats import public
from workflow.kinds import all_kinds
from workflow.process import agreement, entries, standard
from workflow.process.row import Row, Scope
from workflow.words import say, tell

calls = Blueprint("schema", __name__)
Json = dict[str, Any]
ACTING: Final = (agreements, dossiers, letters, packages, partners, session, several, templates, watching)
BRINGING: Final = (catalogue, entry_import, expert_import)


@calls.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    return jsonify(described())


def described() -> Json:
    """The whole description."""
    paths: Json = {}
    for path, told in READS.items():
        _add(paths, path, get=read(path, *told))
    _sent(paths)
    _add(paths, "/files", post=upload("/files", "hand in a file", {}, []))
    _add(paths, "/partners/packages", post=brought("take a package"))
    _add(paths, "/log/cosignatures", post=signed("signature lines for a head", LOG | {"size": "integer"}))
    _add(paths, "/log/disputes", post=signed("a signed report, or a note of another head", LOG))
    _begun(paths, "propose", "standards", {"agreement": {"type": "integer"}})
    _begun(paths, "draft_agreement", "agreements", {})
    for row in taken(standard.ROWS):
        _moved(paths, row, "standards", {"version": {"type": "integer"}})
    for row in taken(agreement.ROWS):
        _moved(paths, row, "agreements", {})
    _entered(paths)
    rows = {**standard.ROWS, **agreement.ROWS}.values()
    schemas = {f"{row.name}.answers": answers(row) for row in rows if not row.is_system} | _of_kinds()
    return {
        "openapi": "3.1.0",
        "info": {"title": say("同标"), "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas | {"problem": problem()}, "securitySchemes": security()},
        "security": [{"session": []}, {"token": []}],
    }


def _sent(paths: Json) -> None:
    """What the parts of the API say of their own acts."""
    for part in ACTING:
        for path, told in part.CALLS.items():
            _add(paths, path, post=call(path, *told))
    for bringing in BRINGING:
        for path, file in bringing.FILES.items():
            _add(paths, path, post=upload(path, *file))
    for path, once in several.KEYED.items():
        _add(paths, path, post=keyed(path, *once))


def _add(paths: Json, path: str, **methods: Json) -> None:
    paths.setdefault(f"/api/v1{path}", {}).update(methods)


def _entered(paths: Json) -> None:
    """Entries: begun by kind, each kind with its own fields; moved by the rows of their noun."""
    for kind in all_kinds().values():
        for row in (row for row in entries.rows_of(kind) if not row.source):
            place = f"/agreements/{{id}}/registers/{kind.code}/steps/{row.name}"
            body = {"answers": {"$ref": f"#/components/schemas/{kind.code}.{row.name}.answers"}}
            _add(paths, place, post=keyed(place, str(tell(kind.name)), body, list(body)))
    for row in taken({name: row for name, row in entries.ROWS.items() if row.source}):
        _moved(paths, row, "entries", {})


def _of_kinds() -> Json:
    """What the rows of entries ask; fields of a kind that a later row asks are told with the kind."""
    begun = {
        f"{kind.code}.{row.name}.answers": answers(entries.fitted(row, kind))
        for kind in all_kinds().values()
        for row in entries.rows_of(kind)
        if not row.source
    }
    moved = (row for row in taken(entries.ROWS) if row.source)
    return begun | {f"{row.name}.answers": answers(row) | {"additionalProperties": True} for row in moved}


def taken(rows: Mapping[str, Row]) -> list[Row]:
    """The rows that a person takes on something that exists."""
    return [row for row in rows.values() if not row.is_system and not _begins(row)]


def _begins(row: Row) -> bool:
    return row.scope in (Scope.JOINT, Scope.AGREEMENT) and not row.source


def _begun(paths: Json, step: str, noun: str, fields: Json) -> None:
    """The row that begins a life: it is sent to the list."""
    body = {**fields, "answers": {"$ref": f"#/components/schemas/{step}.answers"}}
    _add(paths, f"/{noun}", post=keyed(f"/{noun}", say(f"step.{step}"), body, list(body)))


def _moved(paths: Json, row: Row, noun: str, fields: Json) -> None:
    """A row that is taken on what exists; one that signs has its statement drawn up first."""
    body = {"answers": {"$ref": f"#/components/schemas/{row.name}.answers"}, **fields}
    place = f"/{noun}/{{id}}/steps/{row.name}"
    signing = {"statement_id": {"type": "integer"}, "password": {"type": "string"}} if row.signs else {}
    _add(paths, place, post=keyed(place, say(f"step.{row.name}"), body | signing, [*body, *signing]))
    if row.signs:
        words, asked = say("签署：{step}", step=f"step.{row.name}"), {"answers": body["answers"]}
        _add(paths, f"{place}/statement", post=call(place, words, asked, ["answers"]))
