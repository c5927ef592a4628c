"""The tables of a page as files that are fetched: for spreadsheets, or a line of JSON a row."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import Response
from flask.typing import ResponseReturnValue

from workflow.exports.tables import MEDIA, table
from workflow.process.reasons import NotThere
from workflow.words import say

JSONL = {"jsonl": "application/x-ndjson; charset=utf-8"}
FORMS = (*MEDIA, *JSONL)


def sent(
    form: str, name: str, heading: tuple[str, ...], rows: list[tuple[Any, ...]], keys: tuple[str, ...]
) -> ResponseReturnValue:
    """A small table as a file for spreadsheets, or a line of JSON a row."""
    if form not in MEDIA | JSONL:
        raise NotThere
    lines = (json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)
    body = "".join(lines).encode() if form in JSONL else table(form, say("统计"), heading, rows)
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type=(MEDIA | JSONL)[form], headers=head)


def files(path: str, **kept: str) -> dict[str, str]:
    """The addresses of a table as files, with what the page was asked for."""
    asked = urlencode({name: value for name, value in kept.items() if value})
    return {form: f"{path}.{form}?{asked}" for form in FORMS}
