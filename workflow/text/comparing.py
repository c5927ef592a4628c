"""What changed inside a clause, block by block: lines token by token, tables cell by cell, the rest as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from workflow.text.blocks import Block, Cell, Deviation, Example, Item, Note, Paragraph, Table
from workflow.text.inline import Inline, write_inline
from workflow.text.notation import read, write
from workflow.text.redline import Op, Span, spans

_ALIKE: Final = 0.35  # below it two lines are two lines, not one that was rewritten
_PLACES: Final = 4_000  # of a grid; beyond it a table is told as a whole


@dataclass(frozen=True)
class CellChange:
    """A place of the table as it is drawn now, or was."""

    cell: Cell
    words: tuple[Span, ...]


@dataclass(frozen=True)
class RowChange:
    op: Op
    is_head: bool
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class BlockChange:
    """A block of the new text, or one that went. With `lines` or `rows` it is told in parts, else as a whole; the lines
    of a table are its title and its notes.
    """

    op: Op
    block: Block
    was: Block | None = None
    lines: tuple[tuple[Span, ...], ...] = ()
    rows: tuple[RowChange, ...] = ()
    inner: tuple["BlockChange", ...] = ()

    @property
    def is_untouched(self) -> bool:
        return self.op is Op.KEEP and self.was == self.block


def block_changes(old: str, new: str) -> tuple[BlockChange, ...]:
    """The blocks of two bodies of one clause, in the new order, those that went where they stood."""
    return tuple(_aligned(read(old), read(new)))


def _aligned(before: Sequence[Block], after: Sequence[Block]) -> Iterator[BlockChange]:
    codes = SequenceMatcher(None, [write([b]) for b in before], [write([b]) for b in after], autojunk=False)
    for tag, a, b, c, d in codes.get_opcodes():
        if tag == "equal":
            for was, now in zip(before[a:b], after[c:d], strict=True):
                yield BlockChange(Op.KEEP, now, was)
        else:
            yield from _replaced(before[a:b], after[c:d])


def _replaced(before: Sequence[Block], after: Sequence[Block]) -> Iterator[BlockChange]:
    """Blocks of one sort that are alike are one block rewritten; between them stand those that went, then those that
    came.
    """
    at, come = 0, list[BlockChange]()
    for now in after:
        found = next((n for n in range(at, len(before)) if _alike(before[n], now)), None)
        if found is None:
            come.append(BlockChange(Op.ADD, now))
            continue
        yield from (BlockChange(Op.CUT, gone) for gone in before[at:found])
        yield from come
        yield _rewritten(before[found], now)
        at, come = found + 1, []
    yield from (BlockChange(Op.CUT, gone) for gone in before[at:])
    yield from come


def _alike(was: Block, now: Block) -> bool:
    if type(was) is not type(now):
        return False
    if isinstance(now, Paragraph | Item | Note | Example):
        return SequenceMatcher(None, write([was]), write([now]), autojunk=False).ratio() >= _ALIKE
    return True


def _rewritten(was: Block, now: Block) -> BlockChange:
    match was, now:
        case Paragraph(old), Paragraph(new):
            return BlockChange(Op.KEEP, now, was, lines=(_spans(old, new),))
        case ((Item() | Note() | Example()), (Item() | Note() | Example())):
            return BlockChange(Op.KEEP, now, was, lines=tuple(_lines(was.paragraphs, now.paragraphs)))
        case Table(), Table() if _is_comparable(was, now):
            told = (spans(was.title, now.title), *_lines(was.notes, now.notes))
            return BlockChange(Op.KEEP, now, was, lines=told, rows=tuple(_rows(was, now)))
        case Deviation(), Deviation():
            return BlockChange(Op.KEEP, now, was, inner=tuple(_aligned(was.blocks, now.blocks)))
    return BlockChange(Op.KEEP, now, was)


def _spans(old: Inline, new: Inline) -> tuple[Span, ...]:
    return spans(write_inline(old), write_inline(new))


def _lines(old: Sequence[Inline], new: Sequence[Inline]) -> Iterator[tuple[Span, ...]]:
    for at in range(max(len(old), len(new))):
        yield _spans(old[at] if at < len(old) else (), new[at] if at < len(new) else ())


def _width(table: Table) -> int:
    return sum(cell.columns for cell in table.rows[0]) if table.rows else 0


def _is_comparable(was: Table, now: Table) -> bool:
    return _width(was) == _width(now) and _width(now) * max(len(was.rows), len(now.rows)) <= _PLACES


def _rows(was: Table, now: Table) -> Iterator[RowChange]:
    """Rows are matched by their words; of rows that were rewritten the cells are told one by one."""
    before, after = [_told(row) for row in was.rows], [_told(row) for row in now.rows]
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (_row(Op.KEEP, now, n) for n in range(c, d))
            continue
        pairs = min(b - a, d - c)
        for n in range(pairs):
            if len(was.rows[a + n]) == len(now.rows[c + n]):
                cells = zip(was.rows[a + n], now.rows[c + n], strict=True)
                told = tuple(CellChange(new, _spans(old.words, new.words)) for old, new in cells)
                yield RowChange(Op.KEEP, c + n < now.head, told)
            else:
                yield _row(Op.CUT, was, a + n)
                yield _row(Op.ADD, now, c + n)
        yield from (_row(Op.CUT, was, n) for n in range(a + pairs, b))
        yield from (_row(Op.ADD, now, n) for n in range(c + pairs, d))


def _told(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(f"{cell.columns} {cell.rows} {write_inline(cell.words)}" for cell in row)


def _row(op: Op, table: Table, at: int) -> RowChange:
    cells = (CellChange(cell, ((op, write_inline(cell.words)),)) for cell in table.rows[at])
    return RowChange(op, at < table.head, tuple(cells))
