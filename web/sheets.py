"""The tables of a page as files that are fetched: for spreadsheets, or a line of JSON a row."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Response
from flask.typing import ResponseReturnValue

from workflow.exports.tables import MEDIA, table
from workflow.process.reasons import NotThere
from workflow.words import say

JSONL = {"jsonl": "application/x-ndjson; charset=utf-8"}
FORMS = (*MEDIA, *JSONL)


@dataclass(frozen=True)
class Sheet:
    """A small table: how its file is called, what its columns are called by people and by programs, its rows."""

    name: str
    heading: tuple[str, ...]
    keys: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @property
    def items(self) -> list[dict[str, Any]]:
        """The rows as programs read them."""
        return [dict(zip(self.keys, row, strict=True)) for row in self.rows]


def sent(form: str, sheet: Sheet) -> ResponseReturnValue:
    """A small table as a file for spreadsheets, or a line of JSON a row."""
    if form not in MEDIA | JSONL:
        raise NotThere
    lines = (json.dumps(item, ensure_ascii=False) + "\n" for item in sheet.items)
    body = "".join(lines).encode() if form in JSONL else table(form, say("统计"), sheet.heading, sheet.rows)
    head = {"Content-Disposition": f'attachment; filename="tongbiao-{sheet.name}.{form}"'}
    return Response(body, content_type=(MEDIA | JSONL)[form], headers=head)


def files(path: str, **kept: str) -> dict[str, str]:
    """The addresses of a table as files, with what the page was asked for."""
    asked = urlencode({name: value for name, value in kept.items() if value})
    return {form: f"{path}.{form}?{asked}" for form in FORMS}
