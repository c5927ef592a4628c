"""Tables of an office file: rows of boxes with what they cover, and from them the cells of a table."""

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from workflow.text.blocks import Cell
from workflow.text.inline import Break, Inline, joined, plain, write_inline
from workflow.text.word.elements import AROUND, preferred
from workflow.text.word.found import LossKind
from workflow.text.word.lines import Box, Edit, Frame, Grid, Line, Tagged, Thing
from workflow.text.word.package import W, local, val

if TYPE_CHECKING:
    from workflow.text.word.body import Body

OWN: Final = "TongbiaoTable"  # the style of our own tables, whose head is always told
_WIDEST: Final = 63  # columns of a word processor's table
_CHANGES: Final = ("cellIns", "cellDel", "cellMerge")


def grid(body: "Body", element: Element) -> Grid:
    """The rows of a table, as they stood before the changes."""
    found = Grid([])
    told_heads = 0
    for row in _rows(element):
        properties = row.find(W + "trPr")
        boxes = _boxes(body, row, properties)
        if _changed(found, properties, boxes):
            continue
        if properties is not None and properties.find(W + "tblHeader") is not None and told_heads == len(found.rows):
            told_heads += val(properties, "tblHeader") not in ("0", "false")
        found.rows.append(boxes)
    own = val(element.find(W + "tblPr"), "tblStyle") == OWN
    found.is_own = own
    found.head = told_heads if told_heads or own else min(1, len(found.rows) - 1)
    _reach(found)
    return found


def _rows(element: Element) -> list[Element]:
    """Rows, those in content controls too."""
    rows: list[Element] = []
    for child in element:
        if local(child) == "tr":
            rows.append(child)
        elif local(child) == "AlternateContent":
            rows += _rows(first) if (first := preferred(child)) is not None else []
        elif local(child) == "sdt" or local(child) in AROUND:
            rows += _rows(child)
    return rows


def _cells(row: Element) -> list[Element]:
    cells: list[Element] = []
    for child in row:
        if local(child) == "tc":
            cells.append(child)
        elif local(child) == "AlternateContent":
            cells += _cells(first) if (first := preferred(child)) is not None else []
        elif local(child) == "sdt" or local(child) in AROUND:
            cells += _cells(child)
    return cells


def _boxes(body: "Body", row: Element, properties: Element | None) -> list[Box]:
    boxes = [_box(body, cell) for cell in _cells(row)]
    before, after = (_whole(val(properties, name)) for name in ("gridBefore", "gridAfter"))
    return [Box([]) for _ in range(before)] + boxes + [Box([]) for _ in range(after)]


def _whole(said: str) -> int:
    return min(int(said), _WIDEST) if said.isdecimal() else 0


def _box(body: "Body", cell: Element) -> Box:
    properties = cell.find(W + "tcPr")
    merge = None if properties is None else properties.find(W + "vMerge")
    continues = merge is not None and merge.get(W + "val", "continue") == "continue"
    for name in _CHANGES:
        if properties is not None and properties.find(W + name) is not None:
            body.document.lose(LossKind.TABLE_CHANGED, "")
    lines: list[Line] = []
    for thing in body.things(cell):
        lines += _lines(body, thing)
    return Box(lines, max(1, _whole(val(properties, "gridSpan"))), continues)


def _lines(body: "Body", thing: Thing) -> list[Line]:
    """A cell holds lines only: a table within it is told with all its words."""
    if isinstance(thing, Line):
        for _, said in thing.images:
            body.document.lose(LossKind.IMAGE, said)
        return [thing]
    inside = thing.inside if isinstance(thing, Frame) else [ln for r in thing.rows for box in r for ln in box.lines]
    lines = [line for one in inside for line in _lines(body, one)]
    if isinstance(thing, Frame):
        return lines
    body.document.lose(LossKind.NESTED_TABLE, "\n".join(plain(line.words) for line in lines))
    return []


def _changed(found: Grid, properties: Element | None, boxes: list[Box]) -> bool:
    """A row that was added or struck is one change; whether it did not stand there before."""
    for name in ("ins", "del"):
        told = None if properties is None else properties.find(W + name)
        if told is None:
            continue
        lines = [line for box in boxes for line in box.lines]
        for line in lines:
            line.tagged = [Tagged(one.piece) for one in line.tagged if _stands(one, name == "ins")]
        said = " | ".join(write_inline(box_words(box)) for box in boxes)
        change = ("", said) if name == "ins" else (said, "")
        found.edits.append(Edit(told.get(W + "author", ""), told.get(W + "date", ""), *change))
        return name == "ins"
    return False


def _stands(one: Tagged, is_added: bool) -> bool:
    return one.change is None or one.change.is_added is is_added


def _reach(grid: Grid) -> None:
    """How many rows a box covers, by the boxes below it that continue it; every row is as wide as the widest."""
    width = max((sum(box.columns for box in row) for row in grid.rows), default=0)
    above: dict[int, Box] = {}
    for row in grid.rows:
        row += [Box([]) for _ in range(width - sum(box.columns for box in row))]
        at = 0
        for box in row:
            over = above.get(at)
            box.continues = box.continues and over is not None and over.columns == box.columns
            if box.continues and over is not None:
                over.rows += 1
                over.lines += [line for line in box.lines if line.words]
            else:
                above = {place: one for place, one in above.items() if not at <= place < at + box.columns}
                above[at] = box
            at += box.columns


def cells(row: list[Box]) -> tuple[Cell, ...]:
    """The cells that begin in a row."""
    return tuple(Cell(box_words(box), box.columns, box.rows) for box in row if not box.continues)


def box_words(box: Box) -> Inline:
    """The lines of a box as one line, parted by breaks; an automatic number stands before its line."""
    lines = [joined((f"{line.label} " if line.label else "", *line.words)) for line in box.lines]
    told = [line for line in lines if line]
    return joined(piece for n, line in enumerate(told) for piece in ((Break(), *line) if n else line))
