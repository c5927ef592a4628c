"""Tables as data for the printed page: cells with what they cover, and how wide each column should be."""

import unicodedata
from dataclasses import replace
from typing import Any, Final

from workflow.exports.printed.pieces import Pieces
from workflow.text.blocks import Cell, Table
from workflow.text.inline import plain

NARROWEST, WIDEST = 3, 22  # shares of a column: widths of Han characters
Data = dict[str, Any]
_LONG: Final = 10  # a cell of more Han characters begins at the left instead of standing in the middle


def table(pieces: Pieces, block: Table, number: str) -> Data:
    """Rows of cells with their spans; notes and lettered footnotes stand within the frame."""
    own = replace(pieces, own=[])
    rows = [[_cell(own, cell, is_head=at < block.head) for cell in row] for at, row in enumerate(block.rows)]
    several = len(block.notes) > 1
    notes = [[f"注 {n}：" if several else "注：", own.of(note)] for n, note in enumerate(block.notes, 1)]
    told = {"number": number, "title": own.glyphs.pieces(block.title), "unit": own.glyphs.pieces(block.unit)}
    return told | {
        "rows": rows,
        "head": min(block.head, len(rows)),
        "columns": widths(block),
        "notes": notes,
        "footnotes": own.own,
    }


def _cell(pieces: Pieces, cell: Cell, *, is_head: bool) -> Data:
    is_long = not is_head and wide(plain(cell.words)) > _LONG
    return {"words": pieces.of(cell.words), "columns": cell.columns, "rows": cell.rows, "long": is_long}


def wide(words: str) -> float:
    """How wide the longest line is, in Han characters."""
    return max(
        (sum(1 if unicodedata.east_asian_width(s) in "WF" else 0.5 for s in line) for line in words.split("\n")),
        default=0,
    )


def widths(block: Table) -> list[float]:
    """The share of each column, from the widest cell that stands in it alone; an empty table has one."""
    count = max((sum(cell.columns for cell in row) for row in block.rows[:1]), default=1)
    shares = [float(NARROWEST)] * count
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(block.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            taken.update((r + i, c + j) for i in range(cell.rows) for j in range(cell.columns))
            if cell.columns == 1 and c < count:
                shares[c] = max(shares[c], min(wide(plain(cell.words)) + 1, WIDEST))
            c += cell.columns
    return shares
