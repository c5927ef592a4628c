"""Open data in three shapes, streamed a page at a time: no transaction stays open while a slow reader takes it away."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from web.views.linked import linked
from workflow.db import Database
from workflow.exports.events import safe
from workflow.exports.opened import DataSet, told

Json = dict[str, Any]
MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "jsonld": "application/ld+json",
}
BOM: Final = "\ufeff"


def rows(database: Database, one: DataSet, base: str) -> Iterator[list[Json]]:
    """All rows, a page at a time, each page read in a short transaction of its own."""
    after = 0
    while True:
        with database.read() as session:
            page = one.page(session, after, base)
        yield [told(row) for row in page.rows]
        if page.last is None:
            return
        after = page.last


def as_csv(database: Database, one: DataSet, base: str, *, bom: bool = False) -> Iterator[str]:
    """Lines for spreadsheets: lists joined by a semicolon, no cell that is taken for a formula."""
    names = [field.name for field in one.fields]
    yield (BOM if bom else "") + _lines([names])
    for page in rows(database, one, base):
        yield _lines([[_cell(row[name]) for name in names] for row in page])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(";".join(map(str, value)) if isinstance(value, list) else str(value))


def _lines(cells: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(cells)
    return out.getvalue()


def as_jsonl(database: Database, one: DataSet, base: str) -> Iterator[str]:
    for page in rows(database, one, base):
        yield "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in page)


def as_jsonld(database: Database, one: DataSet, base: str) -> Iterator[str]:
    """One graph, its pages read one after the other."""
    yield '{"@context": "https://schema.org", "@graph": ['
    between = ""
    for page in rows(database, one, base):
        told_ = [json.dumps(linked(one.name, row, base), ensure_ascii=False) for row in page]
        if told_:
            yield between + ",\n".join(told_)
            between = ",\n"
    yield "]}\n"


SHAPES: Final[dict[str, Callable[[Database, DataSet, str], Iterator[str]]]] = {"jsonl": as_jsonl, "jsonld": as_jsonld}
