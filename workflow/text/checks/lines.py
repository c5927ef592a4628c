"""Every line of words in a block, in one fixed order, for reading them and for putting others in their place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from workflow.text.blocks import Block, Cell, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Part, Table
from workflow.text.checks.masking import masked
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import Break, Footnote, Inline, Math, Piece, Ref, Sub, Sup, joined
from workflow.text.notation import read, write
from workflow.text.numbering import Path


class Role(StrEnum):
    """What a line is within its clause."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    EXAMPLE = "example"
    CAPTION = "caption"
    UNIT = "unit"
    CELL = "cell"
    CELL_FOOTNOTE = "cell_footnote"
    TABLE_NOTE = "table_note"
    FOOTNOTE = "footnote"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words as a reader sees them, and `bare`: the same length without what is no wording of ours."""

    clause: Clause
    element: ClauseKind
    path: Path
    at: int
    role: Role
    words: str
    bare: str
    own: tuple[tuple[int, int], ...]  # where the words are typed, not computed


Visit = Callable[[Role, Inline], Inline]
FORMULA: Final = "\ue001"  # what a formula in the line looks like to whoever judges words
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def turned(block: Block, visit: Visit) -> Block:
    """The block with every line of it as `visit` gives it back; what a deviation holds is visited by itself."""
    match block:
        case Paragraph(words):
            return Paragraph(_line(visit, Role.PARAGRAPH, words))
        case Item() | Note() | Example():
            role = {Item: Role.ITEM, Note: Role.NOTE, Example: Role.EXAMPLE}[type(block)]
            return replace(block, paragraphs=tuple(_line(visit, role, words) for words in block.paragraphs))
        case Table():
            return _table(block, visit)
        case Figure():
            title = _typed(visit, Role.CAPTION, block.title)
            parts = tuple(Part(p.image, _typed(visit, Role.CAPTION, p.title), p.alt) for p in block.parts)
            return replace(block, title=title, parts=parts, notes=_notes(visit, block.notes))
        case Formula():
            where = tuple(replace(line, meaning=_line(visit, Role.MEANING, line.meaning)) for line in block.where)
            return replace(block, where=where)
        case Deviation():
            return replace(block, title=_typed(visit, Role.CAPTION, block.title))


def _table(table: Table, visit: Visit) -> Table:
    return replace(
        table,
        title=_typed(visit, Role.CAPTION, table.title),
        unit=_typed(visit, Role.UNIT, table.unit),
        rows=tuple(
            tuple(Cell(_line(visit, Role.CELL, cell.words), cell.columns, cell.rows) for cell in row)
            for row in table.rows
        ),
        notes=_notes(visit, table.notes),
    )


def _notes(visit: Visit, notes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(_line(visit, Role.TABLE_NOTE, words) for words in notes)


def _line(visit: Visit, role: Role, words: Inline) -> Inline:
    """A line, and then the footnotes that hang on it."""
    below = Role.CELL_FOOTNOTE if role in {Role.CELL, Role.CELL_FOOTNOTE} else Role.FOOTNOTE
    return tuple(
        Footnote(_line(visit, below, piece.words)) if isinstance(piece, Footnote) else piece
        for piece in visit(role, words)
    )


def _typed(visit: Visit, role: Role, title: str) -> str:
    return "".join(piece for piece in visit(role, (title,)) if isinstance(piece, str))


def spelled(words: Inline, printed: Callable[[str], str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words as a reader sees them, and which stretches of them are typed text."""
    whole, own = "", []
    for piece in words:
        seen = seen_as(piece, printed)
        if isinstance(piece, str):
            own.append((len(whole), len(whole) + len(seen)))
        whole += seen
    return whole, tuple(own)


def seen_as(piece: Piece, printed: Callable[[str], str]) -> str:
    match piece:
        case str():
            return piece
        case Ref(to):
            return printed(to)
        case Math(latex):
            return FORMULA * max(1, len(latex))
        case Sub(words):
            return words.translate(_LOWERED)
        case Sup(words):
            return words.translate(_RAISED)
        case Break():
            return "\n"
    return ""


def line_of(
    clause: Clause, element: ClauseKind, path: Path, at: int, role: Role, words: Inline, printed: Callable[[str], str]
) -> Line:
    seen, own = spelled(words, printed)
    return Line(clause, element, path, at, role, seen, masked(seen), own)


def put(clause: Clause, line: Line, span: tuple[int, int], instead: str) -> Clause:
    """The clause with other words at one stretch of typed text of one line."""
    if line.role is Role.TITLE:
        return replace(clause, title=clause.title[: span[0]] + instead + clause.title[span[1] :])
    return replace(clause, body=write(_put(read(clause.body), line.path, line, span, instead)))


def _put(blocks: tuple[Block, ...], path: Path, line: Line, span: tuple[int, int], instead: str) -> tuple[Block, ...]:
    at, *deeper = path
    block = blocks[at]
    if deeper and isinstance(block, Deviation):
        inner = _put(block.blocks, tuple(deeper), line, span, instead)
        return (*blocks[:at], replace(block, blocks=inner), *blocks[at + 1 :])
    seen = -1

    def visit(_: Role, words: Inline) -> Inline:
        nonlocal seen
        seen += 1
        return _over(words, line, span, instead) if seen == line.at else words

    return (*blocks[:at], turned(block, visit), *blocks[at + 1 :])


def _over(words: Inline, line: Line, span: tuple[int, int], instead: str) -> Inline:
    """Typed pieces correspond to `own`, in order."""
    stretches = iter(line.own)
    pieces: list[Piece] = []
    for piece in words:
        if isinstance(piece, str):
            start, end = next(stretches)
            if start <= span[0] and span[1] <= end:
                piece = piece[: span[0] - start] + instead + piece[span[1] - start :]
        pieces.append(piece)
    return joined(pieces)
