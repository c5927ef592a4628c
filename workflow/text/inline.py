"""Words inside a line: plain text, references, footnotes, formulas, sub- and superscripts; read and written in braces.

Every string can be read: a brace that opens no known mark is a brace.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Ref:
    """Points at a clause or block by its id; what it prints is computed."""

    to: str


@dataclass(frozen=True)
class Math:
    latex: str


@dataclass(frozen=True)
class Sub:
    words: str


@dataclass(frozen=True)
class Sup:
    words: str


@dataclass(frozen=True)
class Break:
    """A new line within one cell."""


@dataclass(frozen=True)
class Footnote:
    words: tuple["Piece", ...]


Piece = str | Ref | Math | Sub | Sup | Break | Footnote
Inline = tuple[Piece, ...]

# In a formula braces are part of the language, so it may hold balanced pairs of them.
_BALANCED: Final = r"(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*\})*\})*\})*"
_MARK: Final = re.compile(
    r"\\(?P<escaped>[{}\\|])"
    r"|\{@(?P<ref>[a-z][a-z0-9]{0,30})\}"
    rf"|\{{\$(?P<math>{_BALANCED})\}}"
    r"|\{_(?P<sub>(?:[^{}\\]|\\[{}\\|])*)\}"
    r"|\{\^(?P<sup>(?:[^{}\\]|\\[{}\\|])*)\}"
    rf"|\{{!(?P<footnote>{_BALANCED})\}}"
    r"|(?P<broken>\{/\})",
    re.DOTALL,
)
_SIGNS: Final = re.compile(r"[{}\\|]")
_ESCAPED: Final = re.compile(r"\\([{}\\|])")


def read_inline(line: str) -> Inline:
    """The pieces of a line; neighbouring plain text is one piece, and there is no empty one."""
    return joined(_pieces(line))


def write_inline(words: Inline) -> str:
    """The line from which `read_inline` makes the same pieces."""
    return "".join(_written(piece) for piece in words)


def plain(words: Inline) -> str:
    """The words as a reader hears them, without footnotes; a reference is left as its id in braces."""
    return "".join(_heard(piece) for piece in words)


def joined(pieces: Iterable[Piece]) -> Inline:
    """Neighbouring plain text as one piece."""
    whole: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and whole and isinstance(whole[-1], str):
            whole[-1] += piece
        elif piece != "":
            whole.append(piece)
    return tuple(whole)


def references(words: Inline) -> Iterator[str]:
    """Every id the words point at, those within footnotes too."""
    for piece in words:
        match piece:
            case Ref(to):
                yield to
            case Footnote(inner):
                yield from references(inner)


def _pieces(line: str) -> Iterator[Piece]:
    return (piece for _, _, piece in placed_pieces(line))


def placed_pieces(line: str) -> Iterator[tuple[int, int, Piece]]:
    """Every piece with where it begins and ends in the line, not joined yet; some plain ones may be empty."""
    at = 0
    for mark in _MARK.finditer(line):
        yield at, mark.start(), line[at : mark.start()]
        yield mark.start(), mark.end(), _piece(mark)
        at = mark.end()
    yield at, len(line), line[at:]


def escaped(words: str) -> str:
    """Plain words as they are written in a line, so that no sign of theirs becomes a mark."""
    return _SIGNS.sub(lambda sign: "\\" + sign[0], words)


def _piece(mark: re.Match[str]) -> Piece:
    found = mark.lastgroup or ""
    words = mark[found]
    match found:
        case "ref":
            return Ref(words)
        case "math":
            return Math(words)
        case "sub":
            return Sub(_ESCAPED.sub(r"\1", words))
        case "sup":
            return Sup(_ESCAPED.sub(r"\1", words))
        case "footnote":
            return Footnote(read_inline(words))
        case "broken":
            return Break()
    return words


def _written(piece: Piece) -> str:
    match piece:
        case Ref(to):
            return f"{{@{to}}}"
        case Math(latex):
            return f"{{${latex}}}"
        case Sub(words):
            return f"{{_{escaped(words)}}}"
        case Sup(words):
            return f"{{^{escaped(words)}}}"
        case Break():
            return "{/}"
        case Footnote(words):
            return f"{{!{write_inline(words)}}}"
    return escaped(piece)


def _heard(piece: Piece) -> str:
    match piece:
        case Ref(to):
            return f"{{@{to}}}"
        case Math(latex):
            return latex
        case Sub(words) | Sup(words):
            return words
        case Break():
            return "\n"
        case Footnote():
            return ""
    return piece
