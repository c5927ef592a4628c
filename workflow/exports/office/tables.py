"""Tables: a grid of cells with their spans, notes and footnotes within the frame."""

from dataclasses import replace
from typing import Final

from workflow.exports.office.words import Writer
from workflow.exports.office.xml import Ink
from workflow.exports.printed.tables import wide, widths
from workflow.text.blocks import Cell, Table
from workflow.text.inline import plain

_WIDTH: Final = 9354  # twentieths of a point between the margins
_LONG: Final = 10


def table(writer: Writer, block: Table, number: str, ink: Ink) -> str:
    """The title, the unit and the table; of a struck table every row is struck."""
    own: list[str] = []
    inside = replace(writer, own=own)
    label = writer.marked(block.id, ink.run(f"表 {number}"))
    said = ink.paragraph("TableTitle", label + ink.run(f"\u3000{block.title}" if block.title else ""))
    if block.unit:
        said += ink.paragraph("TableUnit", ink.run(f"单位：{block.unit}"))
    shares = widths(block) or [1.0]
    columns = [int(_WIDTH * share / sum(shares)) for share in shares]
    rows = "".join(_rows(inside, block, columns, ink))
    notes = _notes(inside, block, own, len(columns), ink)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    look = '<w:tblStyle w:val="TongbiaoTable"/><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/>'
    return f"{said}<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}{notes}</w:tbl>{_gap()}"


def _gap() -> str:
    """Two tables side by side would be one."""
    return '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:spacing w:line="120" w:lineRule="exact"/></w:pPr></w:p>'


def _rows(writer: Writer, block: Table, columns: list[int], ink: Ink) -> list[str]:
    """Each row with the cells that begin in it and those that reach into it from above."""
    above: dict[tuple[int, int], Cell] = {}
    found = []
    for r, row in enumerate(block.rows):
        cells, waiting, c = "", list(row), 0
        while c < len(columns):
            if (r, c) in above:
                cell = above[r, c]
                cells += _cell("", columns, c, cell.columns, "<w:vMerge/>", ink)
                c += cell.columns
            elif waiting:
                cell = waiting.pop(0)
                above |= {(r + down, c): cell for down in range(1, cell.rows)}
                merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                cells += _cell(_inside(writer, cell, r < block.head, ink), columns, c, cell.columns, merge, ink)
                c += cell.columns
            else:
                cells += _cell("", columns, c, 1, "", ink)
                c += 1
        head = "<w:tblHeader/>" if r < block.head else ""
        found.append(f"<w:tr><w:trPr><w:cantSplit/>{head}{ink.mark()}</w:trPr>{cells}</w:tr>")
    return found


def _inside(writer: Writer, cell: Cell, is_head: bool, ink: Ink) -> str:
    is_long = not is_head and wide(plain(cell.words)) > _LONG
    return ink.paragraph("TableLong" if is_long else "TableText", writer.runs(cell.words, ink))


def _cell(inside: str, columns: list[int], at: int, span: int, merge: str, ink: Ink) -> str:
    width = sum(columns[at : at + span])
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    middle = '<w:vAlign w:val="center"/>'
    empty = ink.paragraph("TableText", "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merge}{middle}</w:tcPr>{inside or empty}</w:tc>'


def _notes(writer: Writer, block: Table, own: list[str], columns: int, ink: Ink) -> str:
    """The last row: notes, then the footnotes of the cells."""
    several = len(block.notes) > 1
    lines = [
        ink.paragraph("TableNote", ink.run(f"注 {n}：" if several else "注：") + writer.runs(note, ink))
        for n, note in enumerate(block.notes, 1)
    ]
    lines += [ink.paragraph("TableFootnote", runs) for runs in own]
    if not lines:
        return ""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{_WIDTH}" w:type="dxa"/>{span}</w:tcPr>{"".join(lines)}</w:tc>'
    return f"<w:tr><w:trPr>{ink.mark()}</w:trPr>{cell}</w:tr>"
