"""The comment form as a spreadsheet: written with lists to choose from, read back as plain cells, within limits."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workflow.comment_forms.shape import (
    COLUMNS,
    FORMULA,
    SPARE,
    BadForm,
    Blank,
    Row,
    choices,
    headings,
    labels,
)
from workflow.commenting.baskets import DETAILS
from workflow.text.archives import BROKEN
from workflow.words import say

ROWS: Final = 3_000
WIDE: Final = 12
MEMBERS: Final = 200
INFLATED: Final = 30 * 1024 * 1024
WIDTHS: Final = {"clause": 26, "quote": 24, "comment_type": 12, "opinion": 44, "proposal": 36, "reason": 36}
MADE: Final = {"created": datetime(2000, 1, 1)}  # noqa: DTZ001  (no hour of its own: it would make each file another)


def written(blank: Blank) -> bytes:
    """The form to be filled in; the same consultation gives the same bytes."""
    out = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(out, plain) as book:
        book.set_properties(MADE)
        sheet = book.add_worksheet(say("征求意见表"))
        strong, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1EDE2"})
        first = _head(sheet, blank, strong)
        for column, (name, words) in enumerate(zip(COLUMNS, headings(COLUMNS), strict=True)):
            sheet.set_column(column, column, WIDTHS[name], wrapped)
            sheet.write_string(first, column, words, heading)
        named = list(labels(blank.text.clauses).values())
        for row, words in enumerate(named, first + 1):
            sheet.write_string(row, 0, words, wrapped)
        last = first + len(named) + SPARE
        sheet.data_validation(first + 1, 2, last, 2, {"validate": "list", "source": choices("comment_type")})
        sheet.freeze_panes(first + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first)
    return out.getvalue()


def _head(sheet: Worksheet, blank: Blank, strong: Any) -> int:
    """Title, how it is filled in, who comments; gives the row of the headings."""
    sheet.write_string(0, 0, say("征求意见表"), strong)
    sheet.write_string(0, 1, blank.title)
    sheet.write_string(1, 0, say("表号"), strong)
    sheet.write_string(1, 1, blank.mark)
    sheet.write_string(2, 0, say("在条款那一行写意见；同一条有几条意见，就另起一行再写一遍条款。没有意见的行留空。"))
    for row, (name, words) in enumerate(zip(DETAILS, headings(DETAILS), strict=True), 3):
        sheet.write_string(row, 0, words, strong)
        if name in ("party", "home"):
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": choices(name, blank.places)})
    return 3 + len(DETAILS)


def rows(data: bytes) -> list[Row]:
    """The rows of the first sheet as a spreadsheet numbers them. A formula is told by its row, never computed."""
    try:
        _sound(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        cells = book.worksheets[0].iter_rows(max_row=ROWS + 1, max_col=WIDE)
        found = [(number, _plain(row)) for number, row in enumerate(cells, 1)]
    except BadForm:
        raise
    except (*BROKEN, InvalidFileException, AttributeError, TypeError, IndexError, SyntaxError) as fault:
        raise BadForm("form.broken") from fault  # whatever a broken workbook raises, it is no form
    if len(found) > ROWS:
        raise BadForm("form.rows", most=ROWS)
    return found


def _sound(data: bytes) -> None:
    """Counted before it is inflated; nothing that acts, no links out, no document type."""
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS or sum(member.file_size for member in members) > INFLATED:
            raise BadForm("form.bomb")
        for member in members:
            name = member.filename.lower()
            if "vbaproject" in name or "externallinks" in name or "/embeddings/" in name:
                raise BadForm("form.active")
            if name.endswith((".xml", ".rels")) and b"<!doctype" in archive.read(member).replace(b"\x00", b"").lower():
                raise BadForm("form.active")


def _plain(row: Sequence[Any]) -> list[str]:
    return [f"{FORMULA}{cell.value}" if cell.data_type == "f" else _words(cell.value) for cell in row]


def _words(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime() | date():
            return value.isoformat()[:10]
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()
