"""From blocks to the lines of a body, in the one canonical spelling."""

from collections.abc import Iterable, Iterator

from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Table
from workflow.text.inline import Inline, write_inline
from workflow.text.notation import marks
from workflow.text.notation.tables import write_table


def write(blocks: Iterable[Block]) -> str:
    """The body of which `read` makes the same blocks."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(words):
            line = write_inline(words)
            yield "\\" + line if marks.is_mark(line) else line
        case Item(marker, paragraphs, id_):
            named = f"{{#{id_}}} " if id_ else ""
            yield from _paragraphs(marks.SIGNS[marker] + named, paragraphs)
        case Note(paragraphs):
            yield from _paragraphs("注：", paragraphs)
        case Example(paragraphs):
            yield from _paragraphs("示例：", paragraphs)
        case Table():
            yield from _frame("表", block.id, block.title, write_table(block))
        case Figure():
            yield from _frame("图", block.id, block.title, _figure(block))
        case Formula():
            yield from _frame("式", block.id, "", _formula(block))
        case Deviation():
            regions = " ".join(block.regions)
            yield from _frame("差异", f"{block.id} {regions}".strip(), block.title, _deviation(block))


def _frame(kind: str, head: str, title: str, inside: Iterable[str]) -> Iterator[str]:
    yield f"【{kind}{' ' if head else ''}{head}】{title}"
    yield from inside
    yield marks.CLOSING[kind]


def _paragraphs(sign: str, paragraphs: tuple[Inline, ...]) -> Iterator[str]:
    first, *more = paragraphs or ((),)
    yield f"{sign}{write_inline(first)}".rstrip()
    for words in more:
        yield f"> {write_inline(words)}"


def _figure(figure: Figure) -> Iterator[str]:
    if figure.image:
        yield marks.FILE + figure.image
    if figure.alt:
        yield marks.ALT + figure.alt
    for part in figure.parts:
        yield marks.PART + " | ".join((part.image, part.title, part.alt))
    for note in figure.notes:
        yield f"注：{write_inline(note)}"


def _formula(formula: Formula) -> Iterator[str]:
    yield from formula.latex.split("\n")
    if formula.where:
        yield marks.WHERE
        for line in formula.where:
            yield f"{line.symbol}——{write_inline(line.meaning)}"


def _deviation(deviation: Deviation) -> Iterator[str]:
    yield marks.TYPE + marks.DEVIATIONS[deviation.type]
    told = {
        marks.REASON: deviation.reason,
        marks.EVIDENCE: deviation.evidence,
        marks.SINCE: deviation.since,
        marks.UNTIL: deviation.until,
    }
    for name, words in told.items():
        if words:
            yield name + words
    yield marks.WORDS
    for block in deviation.blocks:
        yield from _lines(block)
