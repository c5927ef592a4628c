"""Words of a line as data for the printed page: text, numbers of references, formulas, footnotes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from workflow.exports.printed.glyphs import Glyphs, Piece
from workflow.text import formula
from workflow.text.inline import Break, Footnote, Inline, Math, Ref, Sub, Sup
from workflow.text.numbering import Numbering, lettered

Data = list[Any]


@dataclass
class Pieces:
    """Where words are said: in which clause, and where footnotes go that are not the text's own."""

    glyphs: Glyphs
    numbers: Numbering
    clause: str = ""
    own: list[Data] | None = field(default=None)  # the footnotes of a table or figure, lettered there

    def of(self, words: Inline) -> list[Piece]:
        return [said for piece in words for said in self._said(piece)]

    def _said(self, piece: Any) -> Iterator[Piece]:
        match piece:
            case str():
                yield from self.glyphs.pieces(piece)
            case Ref(to):
                yield from self.glyphs.pieces(self.numbers.printed(to, self.clause) or "？")
            case Math(latex):
                yield ["math", self.math(latex), self.glyphs.line(formula.spoken(formula.read(latex)[0]))]
            case Sub(words):
                yield ["sub", self.glyphs.pieces(words)]
            case Sup(words):
                yield ["sup", self.glyphs.pieces(words)]
            case Break():
                yield ["br"]
            case Footnote(words):
                yield self._footnote(words)

    def _footnote(self, words: Inline) -> Data:
        if self.own is None:
            return ["footnote", self.of(words)]
        mark = lettered(len(self.own) + 1)
        self.own.append([mark, self.of(words)])
        return ["sup", [mark]]

    def math(self, latex: str) -> Data:
        """A formula as data, its unknown characters as boxes."""
        return self._drawable(formula.printed(formula.read(latex)[0]))

    def _drawable(self, data: Data) -> Data:
        if data[0] == "words":
            return ["words", self.glyphs.pieces(data[1])]
        return [self._drawable(part) if isinstance(part, list) and part else part for part in data]
