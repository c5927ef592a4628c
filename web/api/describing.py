"""How a call is told in the OpenAPI description: what it asks, what it brings, how it is refused."""

import re
from typing import Any, Final

from web.api.reading import OPEN, WORDED

Json = dict[str, Any]
BINARY: Final = {"type": "string", "format": "binary"}
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


def read(path: str, summary: str, query: dict[str, str]) -> Json:
    """A call that reads."""
    asked = [{"name": n, "in": "query", "schema": {"type": kind}} for n, kind in query.items()]
    told = {"summary": summary, "parameters": [*_placed(path), *asked], "responses": _responses("200")}
    return told | ({"security": []} if path in OPEN else {})


def signed(summary: str, query: dict[str, str]) -> Json:
    """A call that its body's own signature lets in."""
    body = {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}
    return read("", summary, query) | {"requestBody": body, "security": []}


def brought(summary: str) -> Json:
    """A call whose body is a file."""
    body = {"required": True, "content": {"application/zip": {"schema": BINARY}}}
    return read("", summary, {}) | {"requestBody": body}


def call(path: str, summary: str, fields: Json, must: list[str]) -> Json:
    """A call that sends an object."""
    schema = {"type": "object", "properties": fields, "required": must}
    return {
        "summary": summary,
        "parameters": _placed(path),
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": _responses("200"),
    }


def keyed(path: str, summary: str, fields: Json, must: list[str]) -> Json:
    """The same under a key, by which it is done once."""
    made = call(path, summary, fields, must)
    key = {"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string", "maxLength": 100}}
    return made | {"parameters": [*made["parameters"], key]}


def upload(path: str, summary: str, fields: Json, must: list[str]) -> Json:
    """A call that brings a file."""
    schema = {"type": "object", "properties": {"file": BINARY, **fields}, "required": ["file", *must]}
    body = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    return {"summary": summary, "parameters": _placed(path), "requestBody": body, "responses": _responses("200")}


def _placed(path: str) -> list[Json]:
    """What a path names: {id}, {change}, {sha256}."""
    named = re.findall(r"\{(\w+)\}", path)
    kinds = {name: {"type": "string" if name in WORDED else "integer"} for name in named}
    return [{"name": name, "in": "path", "required": True, "schema": kind} for name, kind in kinds.items()]


def _responses(good: str) -> Json:
    """What comes back."""
    bad = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {good: {"description": "done"}} | {code: {"description": d, "content": bad} for code, d in PROBLEMS.items()}


def problem() -> Json:
    """What a refusal says."""
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


def security() -> Json:
    """A session of a browser, or a key of the API."""
    return {
        "session": {"type": "apiKey", "in": "cookie", "name": "tongbiao"},
        "token": {"type": "http", "scheme": "bearer"},
    }
