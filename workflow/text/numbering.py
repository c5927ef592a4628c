"""Numbers of GB/T 1.1—2020, chapters 7 and 9, computed from the tree: clauses, tables, figures, formulas, notes, items.

Nothing here is ever typed or stored twice; what a reference prints is read off the same numbers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workflow.text.blocks import (
    Block,
    Deviation,
    Example,
    Figure,
    Formula,
    Item,
    Marker,
    Note,
    Paragraph,
    Table,
    id_of,
    inlines,
)
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import Footnote
from workflow.text.notation import read

CHAPTERS: Final = frozenset(
    {ClauseKind.SCOPE, ClauseKind.REFERENCES, ClauseKind.TERMS, ClauseKind.SYMBOLS, ClauseKind.CHAPTER}
)
Path = tuple[int, ...]  # the place of a block in its clause; within a deviation, of the inner block too
Place = tuple[str, Path]
_FIRST_LEVEL: Final = frozenset({Marker.DASH, Marker.LETTER})
_COUNTED: Final = frozenset({Marker.LETTER, Marker.NUMBER})


def renumbered(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses under the numbers and levels that their places give them."""
    counts: Counter[str] = Counter()
    numbers: dict[str | None, str] = {}
    told: list[Clause] = []
    for clause in clauses:
        number = numbers[clause.id] = _number(clause, numbers.get(clause.parent, ""), counts)
        level = number.count(".") + 1 if number else 1
        is_told = (number, level) == (clause.number, clause.level)
        told.append(clause if is_told else replace(clause, number=number, level=level))
    return tuple(told)


def _number(clause: Clause, above: str, counts: Counter[str]) -> str:
    """Below an element that bears no number, as the introduction, clauses are 0.1, 0.2 …"""
    if clause.kind in CHAPTERS:
        counts["chapter"] += 1
        return str(counts["chapter"])
    if clause.kind.is_annex:
        counts["annex"] += 1
        return lettered(counts["annex"], first="A")
    if clause.kind is not ClauseKind.CLAUSE:
        return ""
    parent = above or "0"
    counts[f"in {parent}"] += 1
    return f"{parent}.{counts[f'in {parent}']}"


def lettered(ordinal: int, first: str = "a") -> str:
    """a … z, then aa, ab …"""
    letters = ""
    while ordinal:
        ordinal, letter = divmod(ordinal - 1, 26)
        letters = chr(ord(first) + letter) + letters
    return letters


@dataclass
class Numbering:
    """The numbers of one text. A block's number is what stands behind 表, 图, 注 …; empty where it bears none."""

    clauses: dict[str, Clause]
    blocks: dict[Place, str] = field(default_factory=dict)
    levels: dict[Place, int] = field(default_factory=dict)  # of list items: 1 or 2
    places: dict[str, tuple[Place, Block]] = field(default_factory=dict)
    footnotes: dict[str, int] = field(default_factory=dict)  # how many footnotes of the text stand before a clause

    def number(self, clause: Clause, *path: int) -> str:
        return self.blocks.get((clause.id, path), "")

    def printed(self, to: str, within: str = "") -> str:
        """What a reference prints, seen from a clause; empty when it points at nothing."""
        if to in self.clauses:
            return _clause_printed(self.clauses[to])
        if to not in self.places:
            return ""
        place, block = self.places[to]
        number, owner = self.blocks.get(place, ""), self.clauses[place[0]]
        match block:
            case Table():
                return f"表 {number}"
            case Figure():
                return f"图 {number}"
            case Formula():
                return f"式（{number}）"
            case Item():
                return number if owner.id == within else f"{owner.number} {number}".strip()
        return owner.number


def _clause_printed(clause: Clause) -> str:
    if clause.kind.is_annex:
        return f"附录 {clause.number}"
    if clause.number and "." not in clause.number:
        return f"第 {clause.number} 章"
    return clause.number or clause.title


def numbering(clauses: Sequence[Clause]) -> Numbering:
    """The numbers of every block of a text whose clauses bear their numbers."""
    found = Numbering({clause.id: clause for clause in clauses})
    counts: Counter[str] = Counter()
    annex, footnotes = "", 0
    for clause in clauses:
        if clause.parent is None:
            annex = clause.number if clause.kind.is_annex else ""
            if annex:
                counts.clear()
        blocks = read(clause.body)
        _count(found, clause.id, tuple(walk(blocks)), f"{annex}." if annex else "", counts)
        found.footnotes[clause.id] = footnotes
        footnotes += sum(_footnotes(block) for block in blocks)
    return found


def walk(blocks: Iterable[Block], above: Path = ()) -> Iterator[tuple[Path, Block]]:
    """Every block with its place, those of a deviation after it."""
    for at, block in enumerate(blocks):
        yield (*above, at), block
        if isinstance(block, Deviation):
            yield from walk(block.blocks, (*above, at))


def _count(
    found: Numbering, clause: str, blocks: Sequence[tuple[Path, Block]], prefix: str, counts: Counter[str]
) -> None:
    """Deviations and what they hold are counted like the rest: their tables are tables of the text."""
    many = Counter(type(block) for _, block in blocks)
    items: Counter[Marker] = Counter()
    for path, block in blocks:
        place = (clause, path)
        if id_of(block):
            found.places.setdefault(id_of(block), (place, block))
        match block:
            case Table() | Figure() | Formula():
                if not isinstance(block, Formula) or block.id:
                    counts[type(block).__name__] += 1
                    found.blocks[place] = f"{prefix}{counts[type(block).__name__]}"
            case Note() | Example():
                counts_here = sum(type(b) is type(block) for p, b in blocks if p <= path)
                found.blocks[place] = str(counts_here) if many[type(block)] > 1 else ""
            case Item():
                found.blocks[place], found.levels[place] = _item(block.marker, items)
            case Paragraph() | Deviation():
                items.clear()


def _item(marker: Marker, items: Counter[Marker]) -> tuple[str, int]:
    """The sign and level of a list item; a list of the second level begins anew under each item of the first."""
    second = marker not in _FIRST_LEVEL and any(items[first] for first in _FIRST_LEVEL)
    if not second:
        items[Marker.NUMBER] = items[Marker.NUMBER] if marker is Marker.NUMBER else 0
    items[marker] += 1
    if marker not in _COUNTED:
        return ("——" if marker is Marker.DASH else "·"), 2 if second else 1
    ordinal = items[marker]
    return (f"{lettered(ordinal)})" if marker is Marker.LETTER else f"{ordinal})"), 2 if second else 1


def _footnotes(block: Block) -> int:
    """Footnotes of a table or figure are counted there, not through the text."""
    if isinstance(block, Table | Figure):
        return 0
    return sum(isinstance(piece, Footnote) for words in inlines(block) for piece in words)
