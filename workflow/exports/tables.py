"""A small table as a file for spreadsheets, CSV or XLSX; in neither is a cell taken for a formula."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from workflow.exports.events import BOM, safe
from workflow.exports.sheets import xlsx

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table(form: str, name: str, heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """The file, whole: for tables that a page shows whole too."""
    if form == "xlsx":
        return b"".join(xlsx(name, heading, rows))
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in (heading, *rows))
    return BOM + text.getvalue().encode()
