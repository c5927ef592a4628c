"""Tables of the notation: rows of cells between bars, joined to the left by `<` and upwards by `^`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from workflow.text.blocks import Cell, Table
from workflow.text.inline import read_inline, write_inline
from workflow.text.notation import marks

_BAR: Final = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_JOINS: Final = frozenset({marks.LEFT, marks.ABOVE})


def read_table(id_: str, title: str, lines: Sequence[str]) -> Table:
    """The table within a frame; a line that is no row, unit or note is a note, so that nothing is lost."""
    rows = [line for line in lines if line[0] in "|!"]
    unit, notes = "", []
    for line in lines:
        if line[0] in "|!":
            continue
        note = marks.NOTE.fullmatch(line)
        if line.startswith(marks.UNIT) and not unit:
            unit = line.removeprefix(marks.UNIT).strip()
        else:
            notes.append(read_inline(note["words"] if note else line.removeprefix("\\") if _escapes(line) else line))
    head = next((n for n, line in enumerate(rows) if line[0] != "!"), len(rows))
    return Table(id_, title, _spanned([_cells(line) for line in rows]), head, unit, tuple(notes))


def write_table(table: Table) -> Iterator[str]:
    """The lines within the frame."""
    if table.unit:
        yield marks.UNIT + table.unit
    for at, row in enumerate(grid(table)):
        bar = "!" if at < table.head else "|"
        yield f"{bar} {' | '.join(row)} |"
    for note in table.notes:
        yield f"注：{write_inline(note)}"


def grid(table: Table) -> list[list[str]]:
    """Every place of the table as it is written, joined places as the signs that join them."""
    width = max((sum(cell.columns for cell in row) for row in table.rows[:1]), default=0)
    places: list[list[str | None]] = [[None] * width for _ in table.rows]
    for r, row in enumerate(table.rows):
        c = 0
        for cell in row:
            while c < width and places[r][c] is not None:
                c += 1
            _lay(places, cell, r, c)
    return [[place if place is not None else "" for place in row] for row in places]


def _lay(places: list[list[str | None]], cell: Cell, r: int, c: int) -> None:
    for down in range(min(cell.rows, len(places) - r)):
        for along in range(min(cell.columns, len(places[r]) - c)):
            places[r + down][c + along] = marks.LEFT if along else marks.ABOVE if down else _written(cell)


def _written(cell: Cell) -> str:
    words = write_inline(cell.words)
    return "\\" + words if words in _JOINS else words


def _cells(line: str) -> list[str]:
    """The places of a row; a bar behind an odd number of backslashes is a sign of the words."""
    inside = line[1:].strip()
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    cells, at = [], 0
    for bar in _BAR.finditer(inside):
        cells.append(inside[at : bar.end() - 1].strip())
        at = bar.end()
    return [*cells, inside[at:].strip()]


def _spanned(places: list[list[str]]) -> tuple[tuple[Cell, ...], ...]:
    """Cells with what they cover; a join that makes no rectangle is an empty cell."""
    width = max((len(row) for row in places), default=0)
    full = [row + [""] * (width - len(row)) for row in places]
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[Cell, ...]] = []
    for r, row in enumerate(full):
        cells = []
        for c, words in enumerate(row):
            if (r, c) in taken:
                continue
            columns = _along(full, taken, r, c)
            down = _down(full, taken, r, c, columns)
            taken.update((r + i, c + j) for i in range(down) for j in range(columns))
            shown = "" if words in _JOINS else words[1:] if words[1:] in _JOINS and words[0] == "\\" else words
            cells.append(Cell(read_inline(shown), columns, down))
        rows.append(tuple(cells))
    return tuple(rows)


def _along(full: list[list[str]], taken: set[tuple[int, int]], r: int, c: int) -> int:
    end = c + 1
    while end < len(full[r]) and full[r][end] == marks.LEFT and (r, end) not in taken:
        end += 1
    return end - c


def _down(full: list[list[str]], taken: set[tuple[int, int]], r: int, c: int, columns: int) -> int:
    """How many rows the cell covers: below it stands `^`, and `<` in its further columns."""
    end = r + 1
    while end < len(full) and full[end][c] == marks.ABOVE and not any((end, c + j) in taken for j in range(columns)):
        if any(full[end][c + j] != marks.LEFT for j in range(1, columns)):
            break
        end += 1
    return end - r


def _escapes(line: str) -> bool:
    return line.startswith("\\") and line[1:2] in {"|", "!"}
