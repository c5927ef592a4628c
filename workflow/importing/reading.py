"""From the bytes of a CSV or XLSX file to rows of plain cells, within limits; a formula is named, never computed."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from workflow.text.archives import BROKEN
from workflow.text.decoding import Undecodable, decode

BYTES: Final = 1024 * 1024
ROWS: Final = 1_000
COLUMNS: Final = 20
CELL: Final = 200
MEMBERS: Final = 200
INFLATED: Final = 20 * 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How large a table may be; long lists have wider ones than lists that somebody typed."""

    size: int = BYTES
    rows: int = ROWS
    columns: int = COLUMNS
    cell: int = CELL
    has_lines: bool = False  # whether a cell keeps its line breaks


TYPED: Final = Limits()


class BadTable(ValueError):
    """A file that is no table of ours; `key` and `facts` say why, with row and column where there is one."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


@dataclass(frozen=True)
class Line:
    """One row of the file by the names of its columns, and its number as a spreadsheet shows it."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read(data: bytes, name: str, columns: dict[str, tuple[str, ...]]) -> list[Line]:
    """The lines under a heading row that names the columns in either language; raises BadTable."""
    heading, lines = rows_of(data, name)
    named = _named(heading, columns)
    return [
        Line(number, {key: row[place] for key, place in named.items() if place < len(row)}) for number, row in lines
    ]


def rows_of(data: bytes, name: str, most: Limits = TYPED) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heading row, and the rows below it with their numbers; empty rows are left out. Raises BadTable."""
    if len(data) > most.size:
        raise BadTable("table.size", most=most.size // 1024)
    suffix = PurePath(name).suffix.lower()
    rows = _xlsx(data, most) if suffix == ".xlsx" else _csv(data, most) if suffix in (".csv", ".txt") else None
    if rows is None:
        raise BadTable("table.type")
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        raise BadTable("table.empty")
    (_, heading), *lines = rows
    if len(lines) > most.rows:
        raise BadTable("table.rows", most=most.rows)
    return heading, lines


def written(lines: list[Line], columns: dict[str, tuple[str, ...]]) -> str:
    """The same lines as a CSV of ours, so that what was previewed is what is confirmed."""
    made = io.StringIO()
    out = csv.writer(made)
    out.writerow(columns)
    out.writerows([line[key] for key in columns] for line in lines)
    return made.getvalue()


def _named(heading: list[str], columns: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """The place of each known column; unknown and doubled ones are refused, and so is one that must be there."""
    known = {name.casefold(): key for key, names in columns.items() for name in (key, *names)}
    found: dict[str, int] = {}
    for place, name in enumerate(heading):
        key = known.get(name.casefold())
        if name and (key is None or key in found):
            raise BadTable("table.column", name=name)
        if key is not None:
            found[key] = place
    lacking = [names[0] for key, names in columns.items() if key not in found]
    if lacking:
        raise BadTable("table.lacking", names=lacking)
    return found


def _csv(data: bytes, most: Limits) -> list[tuple[int, list[str]]]:
    try:
        words = decode(data)
    except Undecodable as fault:
        raise BadTable("table.content") from fault
    if "\x00" in words:
        raise BadTable("table.content")
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), strict=True))
    except csv.Error as fault:
        raise BadTable("table.content") from fault
    return [(number, _cells(number, row, most)) for number, row in enumerate(rows[: most.rows + 2], 1)]


def _xlsx(data: bytes, most: Limits) -> list[tuple[int, list[str]]]:
    """The first sheet. Counted before it is inflated; a workbook with macros or links out is not opened."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        if len(members) > MEMBERS or sum(member.file_size for member in members) > INFLATED:
            raise BadTable("table.bomb")
        if any("vbaproject" in m.filename.lower() or "externallinks" in m.filename.lower() for m in members):
            raise BadTable("table.active")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        found = []
        for number, row in enumerate(sheet.iter_rows(max_row=most.rows + 2, max_col=most.columns, values_only=True), 1):
            found.append((number, _cells(number, [_plain(value) for value in row], most)))
        return found
    except BadTable:
        raise
    except (*BROKEN, InvalidFileException, AttributeError, TypeError, IndexError, SyntaxError) as fault:
        raise BadTable("table.content") from fault  # whatever a broken workbook raises, it is no table


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _cells(number: int, row: list[str], most: Limits) -> list[str]:
    if len(row) > most.columns:
        raise BadTable("table.columns", row=number, most=most.columns)
    cells = [("\n" if most.has_lines else " ").join(cell.splitlines()).strip() for cell in row]
    for place, cell in enumerate(cells, 1):
        if cell.startswith("="):
            raise BadTable("table.formula", row=number, column=place)
        if len(cell) > most.cell or not cell.replace("\n", "").isprintable():
            raise BadTable("table.cell", row=number, column=place)
    return cells
