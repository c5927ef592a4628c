"""Characters that the committed fonts can draw. Any other is drawn as a box with its code, and reported."""

import unicodedata
from functools import cache
from typing import Any, Final

from workflow.shipped import DATA
from workflow.text.clauses import Text

FONTS: Final = DATA / "fonts"
_BLANKS: Final = frozenset("\t\r\u2028\u2029")
Piece = str | list[Any]


@cache
def drawn() -> frozenset[str]:
    """Every character that both fonts hold, and the blanks that need no glyph."""
    return frozenset((FONTS / "characters.txt").read_text(encoding="utf-8")) | {" ", "\u3000"}


def undrawn(text: Text) -> list[str]:
    """The characters of a text that no font can draw."""
    glyphs = Glyphs()
    for clause in text.clauses:
        glyphs.pieces(clause.title)
        glyphs.pieces(clause.body)
    return sorted(glyphs.missing)


class Glyphs:
    """Turns words into pieces that can be drawn, and remembers what could not."""

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def pieces(self, words: str) -> list[Piece]:
        """Runs of drawable text; between them boxes, a line break as `["br"]`."""
        found: list[Piece] = []
        for sign in words:
            piece = self._piece(sign)
            if isinstance(piece, str) and found and isinstance(found[-1], str):
                found[-1] += piece
            else:
                found.append(piece)
        return found

    def _piece(self, sign: str) -> Piece:
        if sign == "\n":
            return ["br"]
        if sign in drawn():
            return sign
        if sign in _BLANKS or unicodedata.category(sign) == "Zs":
            return " "
        self.missing.add(sign)
        return ["box", f"{ord(sign):04X}"]

    def line(self, words: str) -> str:
        """One line of plain text for a place that holds no boxes, as the title of the file."""
        return "".join(piece if isinstance(piece, str) else "□" for piece in self.pieces(words.replace("\n", " ")))
