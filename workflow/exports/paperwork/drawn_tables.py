"""Tables of a form's usual template: framed, heads told again on each page, rows not parted where a hand signs."""

from dataclasses import dataclass
from typing import Final

from workflow.exports.office.xml import Ink
from workflow.exports.paperwork.printing import ROOM
from workflow.exports.paperwork.shapes import Data

_LABEL: Final = 1588  # twentieths of a point: 28 mm
_POINTS: Final = 57  # twentieths of a point in a millimetre
_SIDES: Final = ("top", "left", "bottom", "right")


@dataclass(frozen=True)
class Width:
    """What lies between the margins, in twentieths of a point."""

    all: int


def line(style: str, said: str) -> str:
    """A paragraph; its line breaks stay."""
    ink = Ink()
    runs = "<w:r><w:br/></w:r>".join(ink.run(part) for part in said.split("\n"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def facts(block: Data, width: Width) -> str:
    """Pairs of a label and a value; a row of one pair reaches over the whole width."""
    half = (width.all - 2 * _LABEL) // 2
    columns = [_LABEL, half, _LABEL, half]
    lines = []
    for pairs in block["rows"]:
        wide = columns[1] if len(pairs) > 1 else sum(columns[1:])
        cells = [
            _cell("FormLabel", n, _LABEL) + _cell("FormCell", v, wide, 1 if len(pairs) > 1 else 3) for n, v in pairs
        ]
        lines.append(_row("".join(cells)))
    return _table(columns, lines)


def opinions(block: Data, width: Width) -> str:
    """Room for a hand: the words above, the place of signature and seal below right."""
    columns = [_LABEL, width.all - _LABEL]
    room = int(block.get("room", ROOM) * 2 * _POINTS)
    lines = []
    for name, said, place in block["rows"]:
        below = line("FormRight", place) if place else ""
        inside = _cell("FormLabel", name, _LABEL) + _tc(columns[1], line("FormCell", said) + below, "top")
        lines.append(_row(inside, room))
    return _table(columns, lines)


def rows(block: Data, width: Width) -> str:
    """The heads, and one row between the marks of its list; the foot stands in a row of its own."""
    shares = [column["share"] for column in block["columns"]]
    columns = [int(width.all * share / sum(shares)) for share in shares]
    head = "".join(_cell("FormLabel", c["title"], w) for c, w in zip(block["columns"], columns, strict=True))
    said = [column["value"] for column in block["columns"]]
    said[0], said[-1] = f"{{{{#{block['of']}}}}}{said[0]}", f"{said[-1]}{{{{/{block['of']}}}}}"
    each = "".join(_cell("FormCell", words, w) for words, w in zip(said, columns, strict=True))
    lines = [_row(head, is_head=True), _row(each, int(block.get("height", 0) * _POINTS))]
    if block.get("foot"):
        lines.append(_row(_cell("FormCell", "\n".join(block["foot"]), sum(columns), len(columns))))
    return _table(columns, lines)


def _table(columns: list[int], lines: list[str]) -> str:
    edges = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>' for side in _SIDES)
    edges += "".join(f'<w:inside{way} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for way in "HV")
    look = f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
    look += '<w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{line('FormLine', '')}"
    )


def _row(cells: str, least: int = 0, *, is_head: bool = False) -> str:
    look = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    look = "<w:cantSplit/>" + look + ("<w:tblHeader/>" if is_head else "")
    return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"


def _cell(style: str, said: str, width: int, span: int = 1) -> str:
    return _tc(width, line(style, said), "center", span)


def _tc(width: int, inside: str, upright: str, span: int = 1) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="{upright}"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"
