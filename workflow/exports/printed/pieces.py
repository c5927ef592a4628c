"""Words of a line as data for the printed page: text, numbers of references, formulas, footnotes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from workflow.exports.printed.glyphs import Glyphs, Piece
from workflow.text import formula
from workflow.text.inline import Break, Footnote, Inline, Math, Ref, Sub, Sup
from workflow.text.numbering import Numbering, lettered

Data = list[Any]
_SEAM: Final = "\x00"  # where a reference begins or ends; no glyph, and in no stored text
_BETWEEN: Final = re.compile(rf"(?<=[^\x00-\x7f]) *{_SEAM} *(?=[^\x00-\x7f])")


@dataclass
class Pieces:
    """Where words are said: in which clause, and where footnotes go that are not the text's own."""

    glyphs: Glyphs
    numbers: Numbering
    clause: str = ""
    own: list[Data] | None = field(default=None)  # the footnotes of a table or figure, lettered there

    def of(self, words: Inline) -> list[Piece]:
        return [said for piece in closed_up(words, self._printed) for said in self._said(piece)]

    def _printed(self, ref: Ref) -> str:
        return self.numbers.printed(ref.to, self.clause) or "？"

    def _said(self, piece: Any) -> Iterator[Piece]:
        match piece:
            case str():
                yield from self.glyphs.pieces(piece)
            case Math(latex):
                yield ["math", self.math(latex), spoken(latex)]
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


def closed_up(words: Inline, printed: Callable[[Ref], str]) -> Inline:
    """References as their words; a blank between one that ends in a Han sign and a Han sign is none on paper."""
    told: list[Any] = []
    was_ref = False
    for piece in words:
        said = printed(piece) if isinstance(piece, Ref) else piece
        last = told[-1] if told else None
        if isinstance(last, str) and isinstance(said, str) and (was_ref or isinstance(piece, Ref)):
            told[-1] = _BETWEEN.sub("", f"{last}{_SEAM}{said}").replace(_SEAM, "")
        else:
            told.append(said)
        was_ref = isinstance(piece, Ref)
    return tuple(told)


def spoken(latex: str) -> str:
    """A formula for those who hear the page."""
    return formula.spoken(formula.read(latex)[0])
