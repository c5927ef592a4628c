"""Rows as an XLSX file: text stays text, whatever it begins with; the same rows give the same bytes."""

from collections.abc import Generator, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576  # of a sheet, its heading among them; what comes after stands on the next one
MOST_SIGNS: Final = 32_767  # of a cell
EXACT: Final = 2**53  # numbers beyond are rounded by spreadsheets
PIECE: Final = 1 << 16
# No hour of its own: it would make each file another one.
MADE: Final = {"created": datetime(2000, 1, 1)}  # noqa: DTZ001
PLAIN: Final = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def xlsx(name: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> Generator[bytes]:
    """The file in pieces; it is written beside first, a row at a time, since its parts are packed at the end."""
    with TemporaryDirectory(prefix="sheets") as folder:
        path = Path(folder) / "table.xlsx"
        with Workbook(str(path), {**PLAIN, "constant_memory": True, "tmpdir": folder}) as book:
            book.set_properties(MADE)
            _fill(book, name, heading, rows)
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _fill(book: Workbook, name: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    strong = book.add_format({"bold": True, "bottom": 1})
    place, number, sheet = MOST_ROWS, 0, None
    for row in rows:
        if sheet is None or place == MOST_ROWS:
            number, place = number + 1, 1
            sheet = _begun(book, name if number == 1 else f"{name} {number}", heading, strong)
        for column, value in enumerate(row):
            _write(sheet, place, column, value)
        place += 1
    if sheet is None:
        _begun(book, name, heading, strong)


def _begun(book: Workbook, name: str, heading: Sequence[str], strong: Any) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heading) - 1, 18)
    for column, words in enumerate(heading):
        sheet.write_string(0, column, words, strong)
    return sheet


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if isinstance(value, int) and not isinstance(value, bool) and -EXACT < value < EXACT:
        sheet.write_number(row, column, value)
    elif value not in (None, ""):
        words = str(value)
        sheet.write_string(row, column, words if len(words) <= MOST_SIGNS else f"{words[: MOST_SIGNS - 1]}…")
