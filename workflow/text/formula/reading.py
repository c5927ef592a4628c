"""From LaTeX to the tree, never failing: what is not understood is kept and reported."""

from collections.abc import Callable, Mapping
from typing import Final

from workflow.text.formula import signs
from workflow.text.formula.atoms import of_character, of_command
from workflow.text.formula.flaws import Flaw, FlawKind
from workflow.text.formula.tokens import Tokens
from workflow.text.formula.tree import (
    GRIDS,
    Fraction,
    Lost,
    Marked,
    Node,
    Number,
    Root,
    Row,
    Script,
    Sign,
    Words,
    fenced,
    grid,
    row,
    upright,
)

DEEPEST: Final = 24  # groups within groups; what lies deeper is kept as words
_FRACTIONS: Final = ("\\frac", "\\dfrac", "\\tfrac")
_TEXT: Final = ("\\text", "\\mbox", "\\textrm", "\\textnormal")
_UPRIGHT: Final = ("\\mathrm", "\\operatorname", "\\mathsf")
_ENDS: Final = frozenset({"", "}", "\\right", "\\end", "&", "\\\\"})
_POINTED: Final = {"<": "⟨", ">": "⟩", ".": ""}  # as brackets
_HANGING: Final = frozenset({"_", "^", *signs.RAISED, *signs.LOWERED})


def read(latex: str) -> tuple[Node, tuple[Flaw, ...]]:
    """The formula, and what in it was not understood; several lines are aligned below each other."""
    reader = _Reader(latex)
    lines = reader.lines("")
    alone = len(lines) == 1 and len(lines[0]) == 1
    tree = lines[0][0] if alone else grid("aligned", lines)
    return tree, tuple(dict.fromkeys(reader.flaws))


class _Reader:
    """One pass over the tokens; `depth` counts groups, so that no formula is too deep for its readers."""

    def __init__(self, latex: str) -> None:
        self.tokens, self.flaws, self.depth = Tokens(latex), list[Flaw](), 0

    def flaw(self, kind: FlawKind, source: str) -> None:
        self.flaws.append(Flaw(kind, source))

    def lines(self, end: str) -> list[list[Node]]:
        """Cells and lines up to an end."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.items(frozenset({"&", "\\\\", end, ""})))
            token = self.tokens.take()
            if token == "\\\\":
                rows.append([])
            elif token != "&":
                return [cells for cells in rows if len(cells) > 1 or cells[0] != Row()] or [[Row()]]

    def items(self, ends: frozenset[str]) -> Node:
        """What stands up to one of these tokens, which is left."""
        if self.depth >= DEEPEST:
            self.flaw(FlawKind.DEEP, rest := self.tokens.rest())
            return Words(rest) if rest else Row()
        self.depth += 1
        found = []
        while self.tokens.peek() and self.tokens.peek() not in ends:
            found.append(self.scripted())
        self.depth -= 1
        return row(found)

    def scripted(self) -> Node:
        """One thing with what hangs on it."""
        base: Node = Row() if self.tokens.peek() in _HANGING else self.atom()
        hung: dict[str, Node] = {}
        while (token := self.tokens.peek()) in _HANGING:
            place = "sub" if token == "_" or token in signs.LOWERED else "sup"
            if place in hung:
                self.flaw(FlawKind.STRAY, token)
                break
            hung[place] = self.small(signs.LOWERED if place == "sub" else signs.RAISED)
        return Script(base, **hung) if hung else base

    def small(self, table: Mapping[str, str]) -> Node:
        """A script: an argument, or the small figures typed as such."""
        if self.tokens.skip("_", "^"):
            return self.argument()
        figures = ""
        while self.tokens.peek() in table:
            figures += table[self.tokens.take()]
        return read(figures)[0]

    def argument(self) -> Node:
        """A group, or one thing."""
        if self.tokens.peek() in _ENDS or self.tokens.peek() in _HANGING:
            self.flaw(FlawKind.EMPTY, self.tokens.peek())
            return Row()
        if self.depth >= DEEPEST:
            return self.items(frozenset())
        self.depth += 1
        found = self.atom()
        self.depth -= 1
        return found

    def atom(self) -> Node:
        token = self.tokens.take()
        if token == "{":
            return self.closed("}")
        if token in _READERS:
            return _READERS[token](self)
        if token.startswith("\\"):
            return self.command(token)
        if token[0].isdecimal() and token.isascii():
            return Number(token)
        if token in "}&":
            self.flaw(FlawKind.STRAY, token)
        return of_character(token)

    def closed(self, end: str) -> Node:
        """What stands up to an end, which is taken."""
        found = self.items(frozenset({end}))
        if not self.tokens.skip(end):
            self.flaw(FlawKind.UNCLOSED, end)
        return found

    def command(self, token: str) -> Node:
        name = token[1:]
        if kind := name if name in signs.MARKS else signs.SAME_MARK.get(name):
            return Marked(kind, self.argument())
        found = of_command(name) if name else Sign(token)
        if found is not None:
            return found
        self.flaw(FlawKind.UNKNOWN if name.isalpha() else FlawKind.STRAY, token)
        return Lost(token) if name.isalpha() else Words(token)

    def text(self) -> Node:
        words, is_closed = self.tokens.words()
        if not is_closed:
            self.flaw(FlawKind.UNCLOSED, "}")
        return Words(words) if words else Row()

    def root(self) -> Node:
        index = self.closed("]") if self.tokens.skip("[") else None
        return Root(self.argument(), index)

    def fenced(self) -> Node:
        left = self.delimiter()
        inner = self.closed("\\right")
        return fenced(left, inner, self.delimiter() if self.tokens.peek() else "")

    def delimiter(self) -> str:
        """The bracket after left or right; one that is none is left where it is."""
        token = self.tokens.peek()
        sign = _POINTED[token] if token in _POINTED else signs.SIGNS.get(token[1:], token)
        if sign and sign not in signs.DELIMITERS:
            self.flaw(FlawKind.STRAY, token)
            return ""
        self.tokens.take()
        return sign

    def stray_right(self) -> Node:
        self.flaw(FlawKind.STRAY, "\\right")
        sign = self.delimiter()
        return Sign(sign) if sign else Row()

    def environment(self) -> Node:
        name, _ = self.tokens.words()
        kind = {"aligned": "aligned", "align": "aligned", "split": "aligned"}.get(name.rstrip("*"), name)
        if kind not in GRIDS:
            self.flaw(FlawKind.UNKNOWN, f"\\begin{{{name}}}")
            return Words(f"\\begin{{{name}}}")
        rows = self.lines("\\end")
        ended, _ = self.tokens.words()
        if ended != name:
            self.flaw(FlawKind.UNCLOSED, f"\\begin{{{name}}}")
        return grid(kind, rows)

    def stray_end(self) -> Node:
        name, _ = self.tokens.words()
        self.flaw(FlawKind.STRAY, f"\\end{{{name}}}")
        return Words(f"\\end{{{name}}}")


_READERS: Final[dict[str, Callable[[_Reader], Node]]] = {
    **dict.fromkeys(_FRACTIONS, lambda reader: Fraction(reader.argument(), reader.argument())),
    "\\sqrt": _Reader.root,
    "\\left": _Reader.fenced,
    "\\right": _Reader.stray_right,
    "\\begin": _Reader.environment,
    "\\end": _Reader.stray_end,
    **dict.fromkeys(_TEXT, _Reader.text),
    **dict.fromkeys(_UPRIGHT, lambda reader: upright(reader.argument())),
}
