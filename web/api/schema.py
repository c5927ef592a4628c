"""The OpenAPI description: its steps and answers are read off the process table, never written by hand."""

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from web.seats import public
from workflow.process.row import Ask, AskType, Row, Scope
from workflow.process.standard import ROWS
from workflow.words import say

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
READS: dict[str, tuple[str, dict[str, str]]] = {
    "/session": ("who is signed in", {}),
    "/standards": (
        "the list",
        {"stage": "integer", "region": "string", "state": "string", "q": "string", "page": "integer"},
    ),
    "/standards/{id}": ("one standard with the seat's offers", {}),
    "/standards/{id}/events": ("its events with their leaves", {"after": "integer"}),
    "/standards/{id}/timeline": ("its events as sentences", {"after": "integer"}),
    "/standards/{id}/text": ("a version as a clause tree", {"version": "integer"}),
    "/agreements": ("cooperation agreements", {}),
    "/regions": ("regions of GB/T 2260", {}),
    "/numbers": ("serials and numbers", {"page": "integer"}),
    "/inbox": ("the seat's turns", {}),
    "/notices": ("what the region was told", {"show": "string", "page": "integer"}),
    "/statistics": ("figures", {}),
    "/log/checkpoint": ("signed head, C2SP bytes", {"agreement": "string", "year": "integer", "part": "integer"}),
    "/log/entries": (
        "leaves",
        {"agreement": "string", "year": "integer", "part": "integer", "start": "integer", "end": "integer"},
    ),
    "/log/proof": (
        "inclusion proof",
        {"agreement": "string", "year": "integer", "part": "integer", "index": "integer", "size": "integer"},
    ),
}
KINDS: dict[AskType, Json] = {
    AskType.TEXT: {"type": "string"},
    AskType.LONGTEXT: {"type": "string"},
    AskType.DATE: {"type": "string", "format": "date"},
    AskType.DATETIME: {"type": "string", "format": "date-time"},
    AskType.INTEGER: {"type": "integer"},
    AskType.BOOLEAN: {"type": "boolean"},
    AskType.CHOICE: {"type": ["string", "integer"]},
    AskType.CHOICES: {"type": ["string", "integer"]},
    AskType.REGION: {"type": "string", "pattern": "^[0-9]{6}$"},
    AskType.PERSON: {"type": "integer"},
    AskType.CLAUSES: {"type": "string"},
    AskType.FILE: {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}


@calls.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    return jsonify(described())


def described() -> Json:
    """The whole description."""
    rows = [row for row in ROWS.values() if not row.is_system]
    paths = {f"/api/v1{path}": {"get": _read(path, *told)} for path, told in READS.items()}
    paths["/api/v1/session/seat"] = {"post": _call("choose another own seat", {"seat": {"type": "integer"}}, ["seat"])}
    paths["/api/v1/files"] = {"post": _upload()}
    for row in rows:
        paths |= _paths(row)
    answers = {f"{row.name}.answers": _answers(row) for row in rows}
    return {
        "openapi": "3.1.0",
        "info": {"title": say("同标"), "version": "1"},
        "paths": paths,
        "components": {"schemas": answers | {"problem": _problem()}, "securitySchemes": _security()},
        "security": [{"session": []}, {"token": []}],
    }


def _security() -> Json:
    return {
        "session": {"type": "apiKey", "in": "cookie", "name": "tongbiao"},
        "token": {"type": "http", "scheme": "bearer"},
    }


def _paths(row: Row) -> Json:
    if row.scope is Scope.JOINT and not row.source:
        if row.name != "propose":
            return {}
        body = {"agreement": {"type": "integer"}, "answers": _reference(row)}
        return {
            "/api/v1/standards": {
                **_get_list(),
                "post": _keyed(say(f"step.{row.name}"), body, ["agreement", "answers"]),
            }
        }
    body = {"answers": _reference(row), "version": {"type": "integer"}}
    place = f"/api/v1/standards/{{id}}/steps/{row.name}"
    signing = {"statement_id": {"type": "integer"}, "password": {"type": "string"}} if row.signs else {}
    must = ["answers", "version", *signing]
    made = {place: {"post": _keyed(say(f"step.{row.name}"), body | signing, must)}}
    if row.signs:
        drawn = _call(
            say("签署：{step}", step=f"step.{row.name}"), {"answers": _reference(row)}, ["answers"], in_standard=True
        )
        made[f"{place}/statement"] = {"post": drawn}
    return made


def _get_list() -> Json:
    return {"get": _read("/standards", *READS["/standards"])}


def _reference(row: Row) -> Json:
    return {"$ref": f"#/components/schemas/{row.name}.answers"}


def _answers(row: Row) -> Json:
    must = [ask.name for ask in row.asks if ask.required and ask.where is None]
    fields = {ask.name: _field(ask) for ask in row.asks}
    return {"type": "object", "properties": fields, "required": must, "additionalProperties": False}


def _field(ask: Ask) -> Json:
    made = dict(KINDS[ask.type])
    if ask.kind is not None:
        made = {"type": "string", "enum": [member.value for member in ask.kind]}
    elif ask.type in (AskType.TEXT, AskType.LONGTEXT):
        made["maxLength"] = ask.most
    elif ask.type is AskType.INTEGER:
        made |= {"minimum": ask.least or 0, "maximum": ask.most}
    if ask.many:
        made = {"type": "array", "items": made}
    return made | {"title": say(f"ask.{ask.name}")}


def _read(path: str, summary: str, query: dict[str, str]) -> Json:
    asked = [{"name": n, "in": "query", "schema": {"type": kind}} for n, kind in query.items()]
    return {"summary": summary, "parameters": [*_standard(path), *asked], "responses": _responses("200")}


def _standard(path: str) -> list[Json]:
    return [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}] if "{id}" in path else []


def _call(summary: str, fields: Json, must: list[str], *, in_standard: bool = False) -> Json:
    schema = {"type": "object", "properties": fields, "required": must}
    return {
        "summary": summary,
        "parameters": _standard("{id}" if in_standard else ""),
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": _responses("200"),
    }


def _keyed(summary: str, fields: Json, must: list[str]) -> Json:
    made = _call(summary, fields, must, in_standard="version" in fields)
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
