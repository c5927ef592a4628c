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
PROBLEMS = {
    "400": "the call is incomplete",
    "401": "not signed in",
    "403": "forged, or not signed",
    "404": "not there, or not visible",
    "409": "refused with reasons, or outdated",
    "413": "too large",
    "422": "wrong answers by field",
    "429": "too many failures",
}


@calls.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    return jsonify(described())


def described() -> Json:
    """The whole description."""
    paths = {f"/api/v1{path}": {"get": _read(path, *told)} for path, told in READS.items()}
    paths["/api/v1/session/seat"] = {
        "post": _call("", "choose another own seat", {"seat": {"type": "integer"}}, ["seat"])
    }
    paths["/api/v1/files"] = {"post": _upload()}
    paths |= _exchanged() | {f"/api/v1{path}": {"post": _call(path, *told)} for path, told in letters.CALLS.items()}
    paths["/api/v1/log/cosignatures"] = {"post": _signed("signature lines for a head", LOG | {"size": "integer"})}
    paths["/api/v1/log/disputes"] = {"post": _signed("a signed report, or a note of another head", LOG)}
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
        "components": {"schemas": schemas | {"problem": _problem()}, "securitySchemes": _security()},
        "security": [{"session": []}, {"token": []}],
    }


def _entered() -> Json:
    """Entries: begun by kind, each kind with its own fields; moved by the rows of their noun."""
    found: Json = {}
    for kind in all_kinds().values():
        for row in (row for row in entries.OF_NOUN[kind.noun] if not row.source):
            place = f"/agreements/{{id}}/registers/{kind.code}/steps/{row.name}"
            body = {"answers": {"$ref": f"#/components/schemas/{kind.code}.{row.name}.answers"}}
            found[f"/api/v1{place}"] = {"post": _keyed(place, str(tell(kind.name)), body, list(body))}
    for row in taken({name: row for name, row in entries.ROWS.items() if row.source}):
        found |= _paths(row, "entries", {})
    return found


def _of_kinds() -> Json:
    """What the rows of entries ask; fields of a kind that a later row asks are told with the kind."""
    begun = {
        f"{kind.code}.{row.name}.answers": answers(entries.fitted(row, kind))
        for kind in all_kinds().values()
        for row in entries.OF_NOUN[kind.noun]
        if not row.source
    }
    moved = (row for row in taken(entries.ROWS) if row.source)
    return begun | {f"{row.name}.answers": answers(row) | {"additionalProperties": True} for row in moved}


def _exchanged() -> Json:
    """Packages between installations: made by a word, taken by their bytes."""
    made, taken_ = "/api/v1/standards/{id}/packages", "/api/v1/partners/packages"
    bytes_ = {"required": True, "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
    read = _read("/standards/{id}/packages", *READS["/standards/{id}/packages"])
    make = _call("/standards/{id}/packages", "make the next package", {"region": {"type": "string"}}, ["region"])
    take = _read("", "take a package", {}) | {"requestBody": bytes_}
    return {made: {"get": read, "post": make}, taken_: {"post": take}}


def taken(rows: Mapping[str, Row]) -> list[Row]:
    """The rows that a person takes on something that exists."""
    return [row for row in rows.values() if not row.is_system and not _begins(row)]


def _begins(row: Row) -> bool:
    return row.scope in (Scope.JOINT, Scope.AGREEMENT) and not row.source


def _security() -> Json:
    return {
        "session": {"type": "apiKey", "in": "cookie", "name": "tongbiao"},
        "token": {"type": "http", "scheme": "bearer"},
    }


def _begun(step: str, noun: str, fields: Json) -> Json:
    """The row that begins a life: it is sent to the list."""
    body = {**fields, "answers": {"$ref": f"#/components/schemas/{step}.answers"}}
    listed = {"get": _read(f"/{noun}", *READS[f"/{noun}"])}
    return {f"/api/v1/{noun}": {**listed, "post": _keyed(f"/{noun}", say(f"step.{step}"), body, list(body))}}


def _paths(row: Row, noun: str, fields: Json) -> Json:
    """A row that is taken on what exists; one that signs has its statement drawn up first."""
    body = {"answers": {"$ref": f"#/components/schemas/{row.name}.answers"}, **fields}
    place = f"/{noun}/{{id}}/steps/{row.name}"
    signing = {"statement_id": {"type": "integer"}, "password": {"type": "string"}} if row.signs else {}
    made = {f"/api/v1{place}": {"post": _keyed(place, say(f"step.{row.name}"), body | signing, [*body, *signing])}}
    if row.signs:
        words, asked = say("签署：{step}", step=f"step.{row.name}"), {"answers": body["answers"]}
        made[f"/api/v1{place}/statement"] = {"post": _call(place, words, asked, ["answers"])}
    return made


def _read(path: str, summary: str, query: dict[str, str]) -> Json:
    asked = [{"name": n, "in": "query", "schema": {"type": kind}} for n, kind in query.items()]
    told = {"summary": summary, "parameters": [*_placed(path), *asked], "responses": _responses("200")}
    return told | ({"security": []} if path in OPEN else {})


def _placed(path: str) -> list[Json]:
    """What a path names: {id}, {change}, {sha256}."""
    named = re.findall(r"\{(\w+)\}", path)
    kinds = {name: {"type": "string" if name in WORDED else "integer"} for name in named}
    return [{"name": name, "in": "path", "required": True, "schema": kind} for name, kind in kinds.items()]


def _signed(summary: str, query: dict[str, str]) -> Json:
    """A call that its body's own signature lets in."""
    body = {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}
    return _read("", summary, query) | {"requestBody": body, "security": []}


def _call(path: str, summary: str, fields: Json, must: list[str]) -> Json:
    schema = {"type": "object", "properties": fields, "required": must}
    return {
        "summary": summary,
        "parameters": _placed(path),
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": _responses("200"),
    }


def _keyed(path: str, summary: str, fields: Json, must: list[str]) -> Json:
    made = _call(path, summary, fields, must)
    key = {"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string", "maxLength": 100}}
    return made | {"parameters": [*made["parameters"], key]}


def _upload() -> Json:
    schema = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]}
    body = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    return {"summary": "hand in a file", "requestBody": body, "responses": _responses("201")}


def _responses(good: str) -> Json:
    bad = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {good: {"description": "done"}} | {code: {"description": d, "content": bad} for code, d in PROBLEMS.items()}


def _problem() -> Json:
    text = {"type": "string"}
    reason = {"rule": text, "facts": {"type": "object"}, "sentence": text, "cites": text, "cure": text}
    listed = {"type": "array", "items": {"type": "object", "properties": reason}}
    fields = {"type": "object", "additionalProperties": text}
    told = {
        "type": text,
        "title": text,
        "status": {"type": "integer"},
        "detail": text,
        "reasons": listed,
        "fields": fields,
    }
    return {"type": "object", "properties": told}
