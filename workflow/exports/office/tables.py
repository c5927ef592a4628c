"""Tables: a grid of cells with their spans, notes and footnotes within the frame."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from workflow.exports.office.words import Writer
from workflow.exports.office.xml import Ink
from workflow.exports.printed.tables import wide, widths
from workflow.text.blocks import Cell, Table
from workflow.text.inline import Inline, plain

_WIDTH: Final = 9354  # twentieths of a point between the margins
_LONG: Final = 10


@dataclass(frozen=True)
class Telling:
    """How the words of a table are written: as they are, or beside what stood in the same place of an older one."""

    writer: Writer
    ink: Ink
    beside: Callable[[Inline, Inline], str] | None = None

    def runs(self, now: Inline, was: Inline | None = None) -> str:
        return self.beside(was or (), now) if self.beside else self.writer.runs(now, self.ink)


def table(
    writer: Writer,
    block: Table,
    number: str,
    ink: Ink,
    was: Table | None = None,
    beside: Callable[[Inline, Inline], str] | None = None,
) -> str:
    """The title, the unit and the table; of a struck table every row is struck. `was` is an older one of the same
    shape, whose words are shown `beside` the new ones.
    """
    own: list[str] = []
    inside = Telling(replace(writer, own=own), ink, beside)
    old = was or block
    label = writer.marked(block.id, ink.run(f"表 {number}"))
    title = inside.runs((block.title,), (old.title,))
    said = ink.paragraph("TableTitle", label + (ink.run("\u3000") + title if block.title or old.title else ""))
    if block.unit or old.unit:
        said += ink.paragraph("TableUnit", ink.run("单位：") + inside.runs((block.unit,), (old.unit,)))
    shares = widths(block) or [1.0]
    columns = [int(_WIDTH * share / sum(shares)) for share in shares]
    rows = "".join(_rows(inside, block, old, columns))
    notes = _notes(inside, block, old, own, len(columns))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    look = '<w:tblStyle w:val="TongbiaoTable"/><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/>'
    return f"{said}<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}{notes}</w:tbl>{_gap()}"


def _gap() -> str:
    """Two tables side by side would be one."""
    return '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:spacing w:line="120" w:lineRule="exact"/></w:pPr></w:p>'


def _rows(telling: Telling, block: Table, was: Table, columns: list[int]) -> list[str]:
    """Each row with the cells that begin in it and those that reach into it from above."""
    ink, above, found = telling.ink, dict[tuple[int, int], Cell](), []
    for r, row in enumerate(block.rows):
        cells, waiting, c = "", list(zip(row, was.rows[r], strict=True)), 0
        while c < len(columns):
            if (r, c) in above:
                span = above[r, c].columns
                cells += _cell("", columns, c, span, "<w:vMerge/>", ink)
            elif waiting:
                cell, old = waiting.pop(0)
                span = cell.columns
                above |= {(r + down, c): cell for down in range(1, cell.rows)}
                merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                cells += _cell(_inside(telling, cell, old, r < block.head), columns, c, span, merge, ink)
            else:
                span = 1
                cells += _cell("", columns, c, span, "", ink)
            c += span
        head = "<w:tblHeader/>" if r < block.head else ""
        found.append(f"<w:tr><w:trPr><w:cantSplit/>{head}{ink.mark()}</w:trPr>{cells}</w:tr>")
    return found


def _inside(telling: Telling, cell: Cell, was: Cell, is_head: bool) -> str:
    is_long = not is_head and wide(plain(cell.words)) > _LONG
    return telling.ink.paragraph("TableLong" if is_long else "TableText", telling.runs(cell.words, was.words))


def _cell(inside: str, columns: list[int], at: int, span: int, merge: str, ink: Ink) -> str:
    width = sum(columns[at : at + span])
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    middle = '<w:vAlign w:val="center"/>'
    empty = ink.paragraph("TableText", "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merge}{middle}</w:tcPr>{inside or empty}</w:tc>'


def _notes(telling: Telling, block: Table, was: Table, own: list[str], columns: int) -> str:
    """The last row: notes, then the footnotes of the cells."""
    ink, several = telling.ink, len(block.notes) > 1
    lines = [
        ink.paragraph("TableNote", ink.run(f"注 {n}：" if several else "注：") + telling.runs(note, old))
        for n, (note, old) in enumerate(zip(block.notes, was.notes, strict=True), 1)
    ]
    lines += [ink.paragraph("TableFootnote", runs) for runs in own]
    if not lines:
        return ""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{_WIDTH}" w:type="dxa"/>{span}</w:tcPr>{"".join(lines)}</w:tc>'
    return f"<w:tr><w:trPr>{ink.mark()}</w:trPr>{cell}</w:tr>"
