"""The OpenAPI description: its steps and answers are read off the process tables, never written by hand."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from web.api import letters
from web.api.fields import answers
from web.api.reading import LOG, OPEN, READS, WORDED
from web.seats import public
from workflow.kinds import all_kinds
from workflow.process import agreement, entries, standard
from workflow.process.row import Row, Scope
from workflow.words import say, tell

calls = Blueprint("schema", __name__)
Json = dict[str, Any]


@calls.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    return jsonify(described())


def described() -> Json:
    """The whole description."""
    paths = {f"/api/v1{path}": {"get": read(path, *told)} for path, told in READS.items()}
    paths["/api/v1/session/seat"] = {
        "post": call("", "choose another own seat", {"seat": {"type": "integer"}}, ["seat"])
    }
    paths["/api/v1/files"] = {"post": upload()}
    paths |= _exchanged() | {f"/api/v1{path}": {"post": call(path, *told)} for path, told in letters.CALLS.items()}
    paths["/api/v1/log/cosignatures"] = {"post": signed("signature lines for a head", LOG | {"size": "integer"})}
    paths["/api/v1/log/disputes"] = {"post": signed("a signed report, or a note of another head", LOG)}
    paths |= _begun("propose", "standards", {"agreement": {"type": "integer"}})
    paths |= _begun("draft_agreement", "agreements", {})
    for row in taken(standard.ROWS):
        paths |= _paths(row, "standards", {"version": {"type": "integer"}})
    for row in taken(agreement.ROWS):
        paths |= _paths(row, "agreements", {})
    paths |= _entered()
    rows = {**standard.ROWS, **agreement.ROWS}.values()
    schemas = {f"{row.name}.answers": answers(row) for row in rows if not row.is_system} | _of_kinds()
    return {
        "openapi": "3.1.0",
        "info": {"title": say("同标"), "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas | {"problem": problem()}, "securitySchemes": security()},
        "security": [{"session": []}, {"token": []}],
    }


def _entered() -> Json:
    """Entries: begun by kind, each kind with its own fields; moved by the rows of their noun."""
    found: Json = {}
    for kind in all_kinds().values():
        for row in (row for row in entries.rows_of(kind) if not row.source):
            place = f"/agreements/{{id}}/registers/{kind.code}/steps/{row.name}"
            body = {"answers": {"$ref": f"#/components/schemas/{kind.code}.{row.name}.answers"}}
            found[f"/api/v1{place}"] = {"post": keyed(place, str(tell(kind.name)), body, list(body))}
    for row in taken({name: row for name, row in entries.ROWS.items() if row.source}):
        found |= _paths(row, "entries", {})
    return found


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


def _exchanged() -> Json:
    """Packages between installations: made by a word, taken by their bytes."""
    made, taken_ = "/api/v1/standards/{id}/packages", "/api/v1/partners/packages"
    bytes_ = {"required": True, "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
    read = read("/standards/{id}/packages", *READS["/standards/{id}/packages"])
    make = call("/standards/{id}/packages", "make the next package", {"region": {"type": "string"}}, ["region"])
    take = read("", "take a package", {}) | {"requestBody": bytes_}
    return {made: {"get": read, "post": make}, taken_: {"post": take}}


def taken(rows: Mapping[str, Row]) -> list[Row]:
    """The rows that a person takes on something that exists."""
    return [row for row in rows.values() if not row.is_system and not _begins(row)]


def _begins(row: Row) -> bool:
    return row.scope in (Scope.JOINT, Scope.AGREEMENT) and not row.source


def _begun(step: str, noun: str, fields: Json) -> Json:
    """The row that begins a life: it is sent to the list."""
    body = {**fields, "answers": {"$ref": f"#/components/schemas/{step}.answers"}}
    listed = {"get": read(f"/{noun}", *READS[f"/{noun}"])}
    return {f"/api/v1/{noun}": {**listed, "post": keyed(f"/{noun}", say(f"step.{step}"), body, list(body))}}


def _paths(row: Row, noun: str, fields: Json) -> Json:
    """A row that is taken on what exists; one that signs has its statement drawn up first."""
    body = {"answers": {"$ref": f"#/components/schemas/{row.name}.answers"}, **fields}
    place = f"/{noun}/{{id}}/steps/{row.name}"
    signing = {"statement_id": {"type": "integer"}, "password": {"type": "string"}} if row.signs else {}
    made = {f"/api/v1{place}": {"post": keyed(place, say(f"step.{row.name}"), body | signing, [*body, *signing])}}
    if row.signs:
        words, asked = say("签署：{step}", step=f"step.{row.name}"), {"answers": body["answers"]}
        made[f"/api/v1{place}/statement"] = {"post": call(place, words, asked, ["answers"])}
    return made


