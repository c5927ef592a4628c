"""From the tree to LaTeX, in the one spelling from which `read` makes the same tree."""

import re
from typing import Final

from workflow.text.formula.signs import FUNCTIONS, SPELLED
from workflow.text.formula.tree import (
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

_COMMAND: Final = re.compile(r"\\[A-Za-z]+$")
_ESCAPED: Final = re.compile(r"[\\{}]")


def latex(node: Node) -> str:
    """The formula as anybody types it."""
    match node:
        case Letter(sign) | Sign(sign):
            return SPELLED.get(sign, sign)
        case Number(digits):
            return digits
        case Name(letters):
            return f"\\{letters}" if letters in FUNCTIONS else f"\\mathrm{{{_named(letters)}}}"
        case Words(words):
            return f"\\text{{{_ESCAPED.sub(lambda sign: chr(92) + sign[0], words)}}}"
        case Lost(source):
            return source
        case Row(parts):
            return _side_by_side([latex(part) for part in parts])
        case Script(base, sub, sup):
            below = f"_{{{latex(sub)}}}" if sub is not None else ""
            above = f"^{{{latex(sup)}}}" if sup is not None else ""
            return f"{_base(base)}{below}{above}"
    return _built(node)


def _built(node: Fraction | Root | Fenced | Marked | Grid) -> str:
    match node:
        case Fraction(above, below):
            return f"\\frac{{{latex(above)}}}{{{latex(below)}}}"
        case Root(of, index):
            order = "" if index is None else latex(index)
            bound = f"{{{order}}}" if "]" in order else order
            return f"\\sqrt{'' if index is None else f'[{bound}]'}{{{latex(of)}}}"
        case Fenced(left, inner, right):
            opened = _side_by_side([f"\\left{_delimiter(left)}", latex(inner)])
            return _side_by_side([opened, f"\\right{_delimiter(right)}"])
        case Marked(kind, inner):
            return f"\\{kind}{{{latex(inner)}}}"
        case Grid(kind, rows):
            lines = r" \\ ".join(" & ".join(latex(cell) for cell in cells) for cells in rows)
            return f"\\begin{{{kind}}}{lines}\\end{{{kind}}}"


def _delimiter(sign: str) -> str:
    return SPELLED.get(sign, sign) if sign else "."


def _named(letters: str) -> str:
    return _side_by_side([SPELLED.get(letter, letter) for letter in letters])


def _base(node: Node) -> str:
    """What scripts hang on; a number of one digit and all single things need no braces."""
    bare = isinstance(node, Letter | Sign | Name | Words | Number | Fenced | Grid)
    return latex(node) if bare else f"{{{latex(node)}}}"


def _side_by_side(parts: list[str]) -> str:
    """A command of letters is kept apart from a letter that follows, a number from what would lengthen it."""
    whole = ""
    for part in parts:
        if part[:1].isalpha() and _COMMAND.search(whole):
            whole += " "
        elif whole[-1:].isdecimal() and (part[:1].isdecimal() or part == "."):
            whole += "{}"
        whole += part
    return whole
