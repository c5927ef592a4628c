"""A table as XLSX: every cell is the text that was told and none of it a formula; the same rows are the same bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pytest
from openpyxl import load_workbook

from workflow.exports import sheets
from workflow.exports.sheets import xlsx

EVIL = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "＝1+1", " =1", "\t=1", "{=1}", "https://example.invalid/",
    "mailto:a@example.invalid", "007", "1e9", "2026-03-02", "_x0041_", "a\x01b\x0bc", "第一行\n第二行", "<b>&\"'</b>",
    "𠮷", "true", "#REF!",
)  # fmt: skip


def read(raw: bytes) -> list[list[list[Any]]]:
    book = load_workbook(io.BytesIO(raw))
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]


def shown(told: str) -> str:
    """What a spreadsheet shows: a sign that XML cannot hold stands in a cell by its number."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), told)


def made(rows: Sequence[Sequence[Any]], heading: tuple[str, ...] = ("甲", "乙")) -> bytes:
    return b"".join(xlsx("事件", heading, rows))


def test_text_stays_text_whatever_it_begins_with() -> None:
    raw = made([[n, words] for n, words in enumerate(EVIL)])
    book = load_workbook(io.BytesIO(raw))
    cells = list(book.worksheets[0].iter_rows(min_row=2))
    assert [row[1].data_type for row in cells] == ["s"] * len(EVIL)
    assert [row[0].value for row in cells] == list(range(len(EVIL)))
    assert [shown(row[1].value) for row in cells] == list(EVIL)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert not any("hyperlink" in name.lower() or b"hyperlink" in part for name, part in parts.items())


def test_the_same_rows_are_the_same_bytes() -> None:
    rows: list[list[Any]] = [[1, "一"], [None, ""]]
    assert made(rows) == made(rows)
    assert made(rows) != made([[2, "一"]])


def test_nothing_is_lost_in_silence() -> None:
    long, big = "长" * 40_000, 2**60
    ((heading, row),) = read(made([[long, big]]))
    assert heading == ["甲", "乙"]
    assert (len(row[0]), row[0][-1], row[1]) == (sheets.MOST_SIGNS, "…", str(big))


def test_an_empty_table_has_its_heading() -> None:
    assert read(made([])) == [[["甲", "乙"]]]


def test_what_does_not_fit_on_a_sheet_stands_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    found = read(made([[n, "a"] for n in range(5)]))
    assert [[row[0] for row in sheet] for sheet in found] == [["甲", 0, 1], ["甲", 2, 3], ["甲", 4]]


def test_no_folder_is_left_behind(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with closing(xlsx("事件", ("甲",), [[1]])) as pieces:
        next(pieces)
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []
