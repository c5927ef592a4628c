"""People who fill in a comment form: in the spreadsheet, and in the document."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.etree import ElementTree

from openpyxl import load_workbook

from workflow.text.word.package import W

WHO_AT = 4  # the row of the sheet in which the name stands


def first(kind: str, blank: bytes) -> str:
    """How the form calls its first clause."""
    if kind == "xlsx":
        rows = load_workbook(BytesIO(blank)).worksheets[0].iter_rows(values_only=True)
        cells = [row[0] for row in rows]
        return str(cells[cells.index("条款") + 1])
    table = list(document(blank).iter(f"{W}tbl"))[1]
    return "".join(t.text or "" for t in list(table.iter(f"{W}tr"))[1].iter(f"{W}tc").__next__().iter(f"{W}t"))


def fill(kind: str, blank: bytes, rows: Sequence[Sequence[str]], who: Sequence[str] = ()) -> bytes:
    """The form with who comments, and further rows below the clauses."""
    return {"xlsx": _sheet, "docx": _document}[kind](blank, rows, who)


def _sheet(blank: bytes, rows: Sequence[Sequence[str]], who: Sequence[str]) -> bytes:
    book = load_workbook(BytesIO(blank))
    sheet = book.worksheets[0]
    for n, words in enumerate(who):
        sheet.cell(WHO_AT + n, 2).value = words
    for at, row in enumerate(rows, sheet.max_row + 1):
        for column, words in enumerate(row, 1):
            cell = sheet.cell(at, column)
            cell.value, cell.data_type = words, "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def document(blank: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(BytesIO(blank)).read("word/document.xml"))


def _document(blank: bytes, rows: Sequence[Sequence[str]], who: Sequence[str]) -> bytes:
    """Cells of the spare rows; a line end becomes a new paragraph."""
    source, root = zipfile.ZipFile(BytesIO(blank)), document(blank)
    head, table = root.iter(f"{W}tbl")
    for row, words in zip(list(head.iter(f"{W}tr"))[1:], who, strict=False):
        _put(list(row.iter(f"{W}tc"))[1], words)
    lines = list(table.iter(f"{W}tr"))
    spare = [row for row in lines if not any(t.text for t in row.iter(f"{W}t"))]
    for row, cells in zip(spare, rows, strict=False):
        for cell, words in zip(row.iter(f"{W}tc"), cells, strict=True):
            _put(cell, words)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(name, ElementTree.tostring(root) if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def _put(cell: ElementTree.Element, words: str) -> None:
    for old in cell.findall(f"{W}p"):
        cell.remove(old)
    for line in words.split("\n"):
        run = ElementTree.SubElement(ElementTree.SubElement(cell, f"{W}p"), f"{W}r")
        ElementTree.SubElement(run, f"{W}t").text = line
