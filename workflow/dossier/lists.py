"""The timeline and its tables as files for spreadsheets: both languages beside one another, safe from formulas."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from workflow.dossier.names import Both
from workflow.dossier.tables import Table
from workflow.dossier.telling import Told
from workflow.exports.events import BOM, safe
from workflow.exports.sheets import xlsx

COLUMNS: Final = (
    "number", "time", "act", "act_zh", "act_en", "region", "region_zh", "region_en", "organ_zh", "organ_en",
    "person_zh", "person_en", "role_zh", "role_en", "from", "to", "facts", "words", "text", "statement", "ceremony",
    "leaf_hash", "log", "index",
)  # fmt: skip
_SPELLED: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def events_csv(lines: Iterable[Told]) -> bytes:
    return as_csv(COLUMNS, map(_row, lines))


def events_xlsx(lines: Iterable[Told]) -> bytes:
    return b"".join(xlsx("events", COLUMNS, ([*_row(line)] for line in lines)))


def table_csv(table: Table) -> bytes:
    """One table; a cell in two languages has both, where they differ."""
    return as_csv([_told(heading) for heading in table.headings], ([_told(cell) for cell in row] for row in table.rows))


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as a file that a spreadsheet opens as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([safe(value) for value in row] for row in rows)
    return BOM + text.getvalue().encode()


def _row(told: Told) -> list[Any]:
    names: Iterator[Any] = (one[tongue] for one in (told.organ, told.person, told.role) for tongue in ("zh", "en"))
    place = (told.region, told.place["zh"], told.place["en"])
    leaf = told.leaf
    words = {label["zh"]: value for label, value in told.words}
    told_in = [_SPELLED(part) for part in (leaf["from"], leaf["to"], leaf["facts"], words)]
    called = (told.called["zh"], told.called["en"])
    evidence = (told.text, told.statement, told.ceremony, told.leaf_hash, told.log, told.index)
    return [told.number, told.at, told.act, *called, *place, *names, *told_in, *evidence]


def _told(cell: str | Both) -> str:
    if isinstance(cell, str):
        return cell
    return cell["zh"] if cell["zh"] == cell["en"] else f"{cell['zh']} {cell['en']}"
