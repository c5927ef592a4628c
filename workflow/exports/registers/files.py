"""A register as a file, in pieces: CSV and XLSX in words, JSON Lines in codes, a print of what fits on paper."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, Final
from unicodedata import east_asian_width

from workflow.clock import BEIJING
from workflow.db import Database
from workflow.exports.events import BOM, safe
from workflow.exports.paperwork.filling import Filled
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.shapes import Form
from workflow.exports.registers.engine import PAGE, Asked, Register, Row, Table
from workflow.exports.sheets import xlsx
from workflow.facts import plain
from workflow.process.reasons import Reason, Refused
from workflow.vocabulary import Named
from workflow.words import say, tell

UNBROKEN: Final = re.compile(r"[!-~]+")  # what stands on one line, unless it is longer than this:
LONGEST: Final = 24
NARROWEST: Final = 5
MOST_PRINTED: Final = 2_000  # lines on paper; whoever has more narrows the filter or takes a spreadsheet


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PDF = "pdf"


MEDIA: Final = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.JSONL: "application/x-ndjson; charset=utf-8",
    Kind.PDF: "application/pdf",
}


def chunks(register: Table, database: Database, asked: Asked | None, kind: Kind, at: datetime) -> Iterator[bytes]:
    """The file; nothing of it is held but a page of lines, and what a print needs at once."""
    lines = register.lines(database, asked)
    match kind:
        case Kind.JSONL:
            return _jsonl(register, lines)
        case Kind.XLSX:
            return xlsx(say(register.heading)[:31], _heads(register), _cells(register, lines))
        case Kind.PDF:
            return iter([printed(register, lines, at)])
    return _csv(register, lines)


def against_print(register: Register, database: Database, asked: Asked) -> None:
    """What is too long for paper is refused before anybody waits for it."""
    n = register.total(database, asked)
    if n > MOST_PRINTED:
        raise Refused([Reason("register_long", {"n": n, "most": MOST_PRINTED})])


def printed(register: Table, lines: Iterator[Row], at: datetime) -> bytes:
    """A print in the layout of the official forms, on its side."""
    heads, heading = _heads(register), say(register.heading)
    cells = [[str(cell) for cell in row] for row in islice(_cells(register, lines), MOST_PRINTED)]
    foot = [say("共 {n} 条，截至 {at}", n=len(cells), at=at)]
    columns = [{"title": each, "share": share([each, *own])} for each, *own in zip(heads, *cells, strict=True)]
    block: dict[str, Any] = {"kind": "rows", "caption": "", "columns": columns, "cells": cells, "foot": foot}
    form = Form(register.name, heading, 0, "", "", (), True, "", (block,))
    return form_pdf(Filled(form, heading, {}, {}, (block,), at)).pdf


def share(column: list[str]) -> int:
    """How wide a column of a print is beside the others: so that no day and no number breaks, and long words wrap."""
    runs = (len(run) for words in column for run in UNBROKEN.findall(words))
    return max(min(max(runs, default=0), LONGEST) + 2, min(max(map(width, column)) // 3, LONGEST), NARROWEST)


def width(words: str) -> int:
    """Columns that words take; Han signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in words)


def told(value: Any) -> Any:
    """A cell in words: names of states, days and hours of Beijing; numbers stay numbers."""
    match value:
        case None:
            return ""
        case bool():
            return say("是") if value else say("否")
        case datetime():
            return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
        case list():
            return tell([str(told(item)) for item in value])
        case _:
            return tell(value)


def _heads(register: Table) -> list[str]:
    return [say(words) for words in register.columns.values()]


def _cells(register: Table, lines: Iterator[Row]) -> Iterator[list[Any]]:
    return ([_word(register, name, line[name]) for name in register.columns] for line in lines)


def _word(register: Table, name: str, value: Any) -> Any:
    return say(f"{register.words[name]}.{value}") if name in register.words else told(value)


def _csv(register: Table, lines: Iterator[Row]) -> Iterator[bytes]:
    yield BOM + _written([_heads(register)])
    rows = _cells(register, lines)
    while page := list(islice(rows, PAGE)):
        yield _written(page)


def _written(rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _jsonl(register: Table, lines: Iterator[Row]) -> Iterator[bytes]:
    """Codes and ISO dates under the columns' own names; hours in Beijing."""
    while page := list(islice(lines, PAGE)):
        rows = ({name: _code(line[name]) for name in register.columns} for line in page)
        yield "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def _code(value: Any) -> Any:
    match value:
        case Named():
            return value.code
        case list():
            return [_code(item) for item in value]
        case datetime():
            return plain(value.astimezone(BEIJING))
    return plain(value)
