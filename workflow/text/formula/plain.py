"""A formula in one line of plain words: for search, for those who hear it, for a file without formulas."""

from typing import Final

from workflow.text.formula import signs
from workflow.text.formula.tree import (
    GRIDS,
    Fenced,
    Fraction,
    Grid,
    Letter,
    Lost,
    Marked,
    Name,
    Node,
    Number,
    Root,
    Row,
    Script,
    Sign,
    Words,
)

_SINGLE: Final = (Letter, Number, Name, Words, Lost, Sign, Fenced, Marked)
_SPACED: Final = frozenset("=<>≤≥≠≈+×÷±→∈")
_SIGNS: Final = {"-": "−", "\u2009": " ", "\u2003": " "}


def spoken(node: Node) -> str:
    """Fractions with a stroke, scripts behind `_` and `^`, brackets where the eye needs none."""
    match node:
        case Letter(said) | Number(said) | Name(said) | Words(said) | Lost(said):
            return said
        case Sign(sign):
            return f" {sign} " if sign in _SPACED else _SIGNS.get(sign, sign)
        case Row(items):
            return "".join(map(spoken, signs.spaced(items)))
        case Script(base, sub, sup):
            below = f"_{_bracketed(sub)}" if sub is not None else ""
            above = f"^{_bracketed(sup)}" if sup is not None else ""
            return f"{_bracketed(base)}{below}{above}"
    return _built(node)


def _built(node: Fraction | Root | Fenced | Marked | Grid) -> str:
    match node:
        case Fraction(above, below):
            return f"{_bracketed(above)}/{_bracketed(below)}"
        case Root(of, index):
            order = _bracketed(index) if index is not None else ""
            return f"{order}√{_bracketed(of)}"
        case Fenced(left, inner, right):
            return f"{left}{spoken(inner)}{right}"
        case Marked(kind, inner):
            return _bracketed(inner) + signs.MARKS[kind]
        case Grid(kind, rows):
            left, right = GRIDS[kind]
            return left + "; ".join(", ".join(map(spoken, cells)) for cells in rows) + right


def _bracketed(node: Node) -> str:
    said = spoken(node).strip()
    return said if isinstance(node, _SINGLE) or node == Row() else f"({said})"
