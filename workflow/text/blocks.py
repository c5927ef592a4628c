"""What a clause holds: paragraphs, list items, notes, examples, tables, figures, formulas, deviations of regions.

A block that can be referred to has an id, unique in its text. Numbers are never here: see `numbering`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.text.inline import Inline


class Marker(StrEnum):
    """How a list item is marked; letters and numbers are counted."""

    DASH = "dash"
    BULLET = "bullet"
    LETTER = "letter"
    NUMBER = "number"


class DeviationType(StrEnum):
    """Why a region's words differ (domain: special condition, regional law, stricter, later, not taken)."""

    CONDITION = "condition"
    REGULATION = "regulation"
    STRICTER = "stricter"
    LATER = "later"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Paragraph:
    words: Inline


@dataclass(frozen=True)
class Item:
    marker: Marker
    paragraphs: tuple[Inline, ...]
    id: str = ""


@dataclass(frozen=True)
class Note:
    paragraphs: tuple[Inline, ...]


@dataclass(frozen=True)
class Example:
    paragraphs: tuple[Inline, ...]


@dataclass(frozen=True)
class Cell:
    """A cell with how many columns and rows it covers; covered places hold no cell."""

    words: Inline
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first `head` of them the head; every place of the grid is covered once."""

    id: str
    title: str
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    unit: str = ""
    notes: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Part:
    """A sub-figure, told as a), b)."""

    image: str
    title: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Figure:
    """An image by the SHA-256 of its file; `alt` is for those who cannot see it."""

    id: str
    title: str
    image: str = ""
    alt: str = ""
    parts: tuple[Part, ...] = ()
    notes: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Where:
    """One line below 式中: a symbol (LaTeX) and what it means."""

    symbol: str
    meaning: Inline


@dataclass(frozen=True)
class Formula:
    """A displayed formula; without an id it bears no number."""

    latex: str
    id: str = ""
    where: tuple[Where, ...] = ()


@dataclass(frozen=True)
class Deviation:
    """The words of certain regions in place of, or beside, those of all; dates are ISO days or empty."""

    id: str
    regions: tuple[str, ...]
    type: DeviationType
    title: str
    blocks: tuple["Block", ...]
    reason: str = ""
    evidence: str = ""
    since: str = ""
    until: str = ""


Block = Paragraph | Item | Note | Example | Table | Figure | Formula | Deviation


def inlines(block: Block) -> Iterator[Inline]:
    """Every line of words in a block, in reading order."""
    match block:
        case Paragraph(words):
            yield words
        case Item(paragraphs=lines) | Note(lines) | Example(lines):
            yield from lines
        case Table(rows=rows, notes=notes):
            yield from (cell.words for row in rows for cell in row)
            yield from notes
        case Figure(notes=notes):
            yield from notes
        case Formula(where=where):
            yield from (line.meaning for line in where)
        case Deviation(blocks=blocks):
            for inner in blocks:
                yield from inlines(inner)


def id_of(block: Block) -> str:
    """The id a reference may name; empty when the block has none."""
    match block:
        case Item(id=id_) | Table(id=id_) | Figure(id=id_) | Formula(id=id_) | Deviation(id=id_):
            return id_
    return ""
