"""Office MathML read: the formula of an element tree, of whatever program, and what in it was not understood."""

import re
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element

from workflow.text.formula import signs
from workflow.text.formula.atoms import of_character
from workflow.text.formula.flaws import Flaw, FlawKind
from workflow.text.formula.omml_writing import NAMESPACE
from workflow.text.formula.reading import DEEPEST
from workflow.text.formula.tree import (
    Fraction,
    Grid,
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

_M: Final = f"{{{NAMESPACE}}}"
_PIECE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*|[^\s]", re.DOTALL)
_OF_MARK: Final = {sign: kind for kind, sign in signs.MARKS.items() if sign}
_THROUGH: Final = frozenset({"box", "borderBox", "phant", "groupChr", "func", "fName", "e", "oMath", "ins"})


def from_omml(element: Element) -> tuple[Node, tuple[Flaw, ...]]:
    """The formula of an `m:oMath` or `m:oMathPara`."""
    reader = _Reader()
    return reader.inside(element), tuple(dict.fromkeys(reader.flaws))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _told(element: Element, name: str, missing: str = "") -> str:
    """What a property of the element says; a property named without a value is on."""
    found = element.find(f".//{_M}{_name(element)}Pr/{_M}{name}")
    return missing if found is None else found.get(f"{_M}val", "1")


class _Reader:
    """Goes down the elements; what lies too deep is kept as words."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.depth = 0

    def inside(self, element: Element | None) -> Node:
        if element is None:
            return Row()
        if self.depth >= DEEPEST:
            self.flaws.append(Flaw(FlawKind.DEEP, said := "".join(element.itertext())))
            return Words(said) if said else Row()
        self.depth += 1
        found = [self.element(child) for child in element if not _name(child).endswith("Pr")]
        self.depth -= 1
        return row(found)

    def element(self, element: Element) -> Node:
        name = _name(element)
        if name in _READERS:
            return _READERS[name](self, element)
        if name in _THROUGH:
            return self.inside(element)
        said = "".join(element.itertext()).strip()
        if said:
            self.flaws.append(Flaw(FlawKind.UNKNOWN, name))
        return Words(said) if said else Row()

    def part(self, element: Element, name: str) -> Node:
        return self.inside(element.find(_M + name))

    def run(self, element: Element) -> Node:
        said = "".join(part.text or "" for part in element.iter(_M + "t"))
        if element.find(f"{_M}rPr/{_M}nor") is not None:
            return Words(said) if said else Row()
        style = _told(element, "sty", "i")
        found = row(_pieces(said))
        if style in ("b", "bi"):
            return Marked("mathbf", found)
        return upright(found) if style == "p" else found

    def script(self, element: Element) -> Node:
        name = _name(element)
        sub = self.part(element, "sub") if "Sub" in name or name == "sPre" else None
        sup = self.part(element, "sup") if "Sup" in name or name == "sPre" else None
        base = self.part(element, "e")
        return row((Script(Row(), sub, sup), base)) if name == "sPre" else Script(base, sub, sup)

    def limit(self, element: Element) -> Node:
        """A limit above one below is one thing with two scripts."""
        base, given = self.part(element, "e"), self.part(element, "lim")
        if _name(element) == "limLow":
            return Script(base, sub=given)
        below = isinstance(base, Script) and base.sup is None and signs.takes_limits(base.base)
        return Script(base.base, base.sub, given) if below and isinstance(base, Script) else Script(base, sup=given)

    def great(self, element: Element) -> Node:
        parts = {name: self.part(element, name) for name in ("sub", "sup") if _told(element, f"{name}Hide") != "1"}
        return row((Script(Sign(_told(element, "chr", "∫")), **parts), self.part(element, "e")))

    def brackets(self, element: Element) -> Node:
        left, right = _told(element, "begChr", "("), _told(element, "endChr", ")")
        inside = [self.inside(part) for part in element.findall(_M + "e")]
        bar = Sign(_told(element, "sepChr", "|"))
        inner = row(part for n, one in enumerate(inside) for part in ((bar, one) if n else (one,)))
        if isinstance(inner, Grid) and inner.kind == "aligned" and (left, right) == ("{", ""):
            inner = Grid("matrix", inner.rows)
        if all(not sign or sign in signs.DELIMITERS for sign in (left, right)):
            return fenced(left, inner, right)
        return row((*_pieces(left), inner, *_pieces(right)))

    def root(self, element: Element) -> Node:
        hidden = _told(element, "degHide") in ("1", "on", "true")
        return Root(self.part(element, "e"), None if hidden else self.part(element, "deg"))

    def mark(self, element: Element) -> Node:
        if _name(element) == "bar":
            return Marked("overline" if _told(element, "pos", "bot") == "top" else "underline", self.part(element, "e"))
        return Marked(_OF_MARK.get(_told(element, "chr", "\u0302"), "overline"), self.part(element, "e"))

    def matrix(self, element: Element) -> Node:
        return grid("matrix", ([self.inside(cell) for cell in line] for line in element.findall(_M + "mr")))

    def lines(self, element: Element) -> Node:
        """Lines below each other; an ampersand of its own parts them where they are aligned."""
        whole = [self.inside(line) for line in element if _name(line) in ("e", "oMath")]
        return whole[0] if _name(element) == "oMathPara" and len(whole) == 1 else grid("aligned", map(_parted, whole))


def _pieces(said: str) -> list[Node]:
    found = _PIECE.findall(said) if said.strip() else list(said)
    return [Number(piece) if piece[0] in "0123456789" else of_character(piece) for piece in found]


def _parted(line: Node) -> list[Node]:
    cells: list[list[Node]] = [[]]
    for item in line.items if isinstance(line, Row) else (line,):
        if item == Sign("&"):
            cells.append([])
        else:
            cells[-1].append(item)
    return [row(cell) for cell in cells]


_READERS: Final[dict[str, Callable[[_Reader, Element], Node]]] = {
    "r": _Reader.run,
    "f": lambda reader, element: Fraction(reader.part(element, "num"), reader.part(element, "den")),
    "rad": _Reader.root,
    "nary": _Reader.great,
    "d": _Reader.brackets,
    "m": _Reader.matrix,
    "eqArr": _Reader.lines,
    "oMathPara": _Reader.lines,
    **dict.fromkeys(("sSub", "sSup", "sSubSup", "sPre"), _Reader.script),
    **dict.fromkeys(("limLow", "limUpp"), _Reader.limit),
    **dict.fromkeys(("acc", "bar"), _Reader.mark),
}
