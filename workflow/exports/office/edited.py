"""The words and blocks of a clause as they were and as they are: by letters within a line, else as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from workflow.exports.office.blocks import Setting
from workflow.exports.office.tables import table
from workflow.exports.office.words import Writer
from workflow.exports.office.xml import Ink
from workflow.text.blocks import Block, Example, Item, Note, Paragraph, Table, inlines
from workflow.text.inline import Footnote, Inline, read_inline, write_inline
from workflow.text.notation import write
from workflow.text.redline import Op, spans

Placed = Sequence[tuple[int, Block]]
_TAGS: Final = {Op.KEEP: "", Op.ADD: "ins", Op.CUT: "del"}
_LINES: Final = (Paragraph, Item, Note, Example)


def words(old: Writer, new: Writer, was: Inline, now: Inline, ink: Ink) -> str:
    """Runs in which the changed pieces are marked; a piece as a footnote changes whole."""
    said = ""
    for op, part in spans(write_inline(was), write_inline(now)):
        own = ink.of(_TAGS[op])
        said += own.around((old if op is Op.CUT else new).runs(read_inline(part), own))
    return said


def blocks(old: Setting, new: Setting, was: Placed, now: Placed, ink: Ink) -> str:
    """Blocks in the new order, those that are gone where they stood."""
    before, after = [write((block,)) for _, block in was], [write((block,)) for _, block in now]
    said, added = "", beside(old, new)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            said += "".join(new.block(block, (n,), ink.of("")) for n, block in now[c:d])
            continue
        pairs = min(b - a, d - c)
        for (n, one), (m, other) in zip(was[a : a + pairs], now[c : c + pairs], strict=True):
            said += _pair(old, new, (n, one), (m, other), ink)
        said += "".join(old.block(block, (n,), ink.of("del")) for n, block in was[a + pairs : b])
        said += "".join(added.block(block, (n,), ink.of("ins")) for n, block in now[c + pairs : d])
    return said


def beside(old: Setting, new: Setting) -> Setting:
    """How added blocks are written: what bore the same id before keeps its bookmark, since that text is read back."""
    return replace(new, writer=replace(new.writer, spared=old.writer.numbers.places.keys()))


def _pair(old: Setting, new: Setting, was: tuple[int, Block], now: tuple[int, Block], ink: Ink) -> str:
    (n, one), (m, other) = was, now
    if isinstance(one, Table) and isinstance(other, Table) and _shape(one) == _shape(other):
        return table(
            new.writer, other, new.number((m,)), ink.of(""), one,
            lambda before, after: words(old.writer, new.writer, before, after, ink),
        )  # fmt: skip
    first, second = _line(one), _line(other)
    if first is None or second is None or _kind(one) != _kind(other) or old.number((n,)) != new.number((m,)):
        return old.block(one, (n,), ink.of("del")) + beside(old, new).block(other, (m,), ink.of("ins"))
    plain = ink.of("")
    runs = words(old.writer, new.writer, first, second, ink)
    return plain.paragraph(*new.led(other, (m,), second, plain, runs))


def _shape(block: Table) -> tuple[object, ...]:
    """What two tables share that can be shown in one; footnotes, which are counted, have no common shape."""
    noted = any(isinstance(piece, Footnote) for words in inlines(block) for piece in words)
    spans = tuple(tuple((cell.columns, cell.rows) for cell in row) for row in block.rows)
    return block.id, spans, block.head, len(block.notes), bool(block.unit), id(block) if noted else 0


def _line(block: Block) -> Inline | None:
    """The words of a block that is one line."""
    if isinstance(block, Paragraph):
        return block.words
    return block.paragraphs[0] if isinstance(block, _LINES) and len(block.paragraphs) == 1 else None


def _kind(block: Block) -> tuple[object, ...]:
    return type(block), getattr(block, "marker", None), getattr(block, "id", "")
