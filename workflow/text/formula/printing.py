"""A formula as data for the printed page: nested lists that the template turns into its own formulas.

Nothing here is ever markup: a letter that someone typed stays a letter.
"""

from typing import Any

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

Data = list[Any]


def printed(node: Node) -> Data:
    """`[kind, …]`, as data/print/formula.typ reads it."""
    match node:
        case Letter(sign):
            return ["sign", sign]
        case Sign(sign):
            return ["sign", {"-": "−"}.get(sign, sign)]
        case Number(digits):
            return ["number", digits]
        case Name(letters):
            return ["name", letters, signs.is_function(node), signs.takes_limits(node)]
        case Words(words) | Lost(words):
            return ["words", words]
        case Row(items):
            return ["row", [printed(item) for item in items]]
        case Script(base, sub, sup):
            return ["script", printed(base), _maybe(sub), _maybe(sup)]
    return _built(node)


def _built(node: Fraction | Root | Fenced | Marked | Grid) -> Data:
    match node:
        case Fraction(above, below):
            return ["fraction", printed(above), printed(below)]
        case Root(of, index):
            return ["root", printed(of), _maybe(index)]
        case Fenced(left, inner, right):
            return ["fenced", left, printed(inner), right]
        case Marked(kind, inner):
            return ["marked", kind, signs.MARKS[kind], printed(inner)]
        case Grid(kind, rows):
            return ["grid", kind, *GRIDS[kind], [[printed(cell) for cell in cells] for cells in rows]]


def _maybe(node: Node | None) -> Data | None:
    return None if node is None else printed(node)
