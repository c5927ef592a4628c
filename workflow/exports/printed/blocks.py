"""The blocks of a clause as data for the printed page, in reading order, with their numbers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workflow.exports.printed.pieces import Pieces, spoken
from workflow.exports.printed.tables import table
from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause
from workflow.text.inline import Inline
from workflow.text.notation.marks import DEVIATIONS
from workflow.text.numbering import Path, lettered

Data = list[Any]


@dataclass(frozen=True)
class Setting:
    """What the blocks of one clause are set with: words, names of regions, the files of images."""

    clause: Clause
    pieces: Pieces
    regions: Mapping[str, str]
    images: Collection[str]

    def blocks(self, blocks: Iterable[Block], above: Path = ()) -> list[Data]:
        return [self._block(block, (*above, at)) for at, block in enumerate(blocks)]

    def _block(self, block: Block, path: Path) -> Data:
        number = self.pieces.numbers.number(self.clause, *path)
        match block:
            case Paragraph(words):
                return ["paragraph", self.pieces.of(words)]
            case Item(paragraphs=lines):
                level = self.pieces.numbers.levels[self.clause.id, path]
                return ["item", number, level, self._lines(lines)]
            case Note(lines):
                return ["note", f"注 {number}：" if number else "注：", self._lines(lines)]
            case Example(lines):
                return ["example", f"示例 {number}：" if number else "示例：", self._lines(lines)]
            case Table():
                return ["table", table(self.pieces, block, number)]
            case Figure():
                return ["figure", self._figure(block, number)]
            case Formula():
                return self._formula(block, number)
        return self._deviation(block, path)

    def _lines(self, lines: Iterable[Inline]) -> list[Data]:
        return [self.pieces.of(words) for words in lines]

    def _figure(self, block: Figure, number: str) -> dict[str, Any]:
        glyphs = self.pieces.glyphs
        own = replace(self.pieces, own=[])
        several = len(block.notes) > 1
        notes = [[f"注 {n}：" if several else "注：", own.of(note)] for n, note in enumerate(block.notes, 1)]
        parts = [
            {
                **self._image(part.image, part.alt or part.title),
                "title": [f"{lettered(n)}) ", *glyphs.pieces(part.title)],
            }
            for n, part in enumerate(block.parts, 1)
        ]
        whole = [] if parts and not block.image else [self._image(block.image, block.alt or block.title)]
        told = {"number": number, "title": glyphs.pieces(block.title), "images": whole, "parts": parts}
        return told | {"notes": notes, "footnotes": own.own}

    def _image(self, sha256: str, alt: str) -> dict[str, Any]:
        alt = self.pieces.glyphs.line(alt)
        file = sha256 if sha256 in self.images else None
        return {"file": file, "alt": alt or "图", "words": self.pieces.glyphs.pieces(alt)}

    def _formula(self, block: Formula, number: str) -> Data:
        where = [
            [self.pieces.math(line.symbol), spoken(line.symbol), self.pieces.of(line.meaning)] for line in block.where
        ]
        return ["formula", self.pieces.math(block.latex), spoken(block.latex), number, where]

    def _deviation(self, block: Deviation, path: Path) -> Data:
        """Set off by a tint: for whom, of what kind, since when; then the words."""
        pieces = self.pieces.glyphs.pieces
        told = {"regions": self.named(block.regions), "type": DEVIATIONS[block.type], "title": pieces(block.title)}
        return ["deviation", told | {"term": pieces(" ".join(term(block))), "blocks": self.blocks(block.blocks, path)}]

    def named(self, regions: Iterable[str]) -> str:
        return "、".join(self.regions.get(code, code) for code in regions)


def term(block: Deviation) -> list[str]:
    """Since when and until when a deviation holds, as far as it says."""
    return [f"{sign} {day}" for sign, day in (("自", block.since), ("至", block.until)) if day]
