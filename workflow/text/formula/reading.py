"""From LaTeX to the tree, never failing: what is not understood is kept and reported."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflow.text.formula.signs import (
    DELIMITERS,
    FUNCTIONS,
    GRIDS,
    LETTERS,
    MARKS,
    OPERATORS,
    SAME_MARK,
    SIGNS,
    TYPED,
)
from workflow.text.formula.tree import (
    Fenced,
    Fraction,
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
    grid,
    items,
    row,
)

DEEPEST: Final = 24  # groups within groups; what lies deeper is kept as words
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|\\|[0-9]+(?:\.[0-9]+)*|\s+|.", re.DOTALL)
_RAISED: Final = {"²": "2", "³": "3", "¹": "1", "⁰": "0"}
_TEXT: Final = frozenset({"\\text", "\\mbox", "\\textrm", "\\textnormal"})
_UPRIGHT: Final = frozenset({"\\mathrm", "\\operatorname", "\\rm", "\\mathsf"})
_IGNORED: Final = frozenset(
    {"\\displaystyle", "\\textstyle", "\\limits", "\\nolimits", "\\!", "\\mathit", "\\big", "\\Big", "\\bigl", "\\bigr"}
)
_ENDS: Final = frozenset({"}", "\\right", "\\end", "&", "\\\\"})


class FlawKind(StrEnum):
    """What a formula has that cannot be set as it stands."""

    UNKNOWN = "unknown"
    UNCLOSED = "unclosed"
    STRAY = "stray"
    EMPTY = "empty"
    DEEP = "deep"


@dataclass(frozen=True)
class Flaw:
    kind: FlawKind
    source: str


def read(latex: str) -> tuple[Node, tuple[Flaw, ...]]:
    """The formula, and what in it was not understood; several lines are aligned below each other."""
    reader = _Reader(latex)
    lines = reader.lines(inside="")
    tree: Node = grid("aligned", lines) if len(lines) > 1 or len(lines[0]) > 1 else lines[0][0]
    return tree, tuple(dict.fromkeys(reader.flaws))
