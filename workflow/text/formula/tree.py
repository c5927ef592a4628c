"""What a formula is made of. `row` keeps trees in one form, so that equal formulas are equal trees."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Each kind of grid with the brackets around it.
GRIDS: Final = {
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "vmatrix": ("|", "|"),
    "cases": ("{", ""),
    "aligned": ("", ""),
}


@dataclass(frozen=True)
class Letter:
    """One variable, set in italics."""

    sign: str


@dataclass(frozen=True)
class Number:
    digits: str


@dataclass(frozen=True)
class Sign:
    """An operator, relation, bracket, space …: one character."""

    sign: str


@dataclass(frozen=True)
class Name:
    """Upright letters: a unit, a function, an index that is a word."""

    letters: str


@dataclass(frozen=True)
class Words:
    """Running text within a formula."""

    words: str


@dataclass(frozen=True)
class Lost:
    """A command that is not understood, as it was written."""

    source: str


@dataclass(frozen=True)
class Row:
    items: tuple["Node", ...] = ()


@dataclass(frozen=True)
class Fraction:
    above: "Node"
    below: "Node"


@dataclass(frozen=True)
class Root:
    of: "Node"
    index: "Node | None" = None


@dataclass(frozen=True)
class Script:
    """Something with a subscript, a superscript, or both; of a sum these are its limits."""

    base: "Node"
    sub: "Node | None" = None
    sup: "Node | None" = None


@dataclass(frozen=True)
class Fenced:
    """Brackets that grow with what they hold; an empty one is not drawn."""

    left: str
    inner: "Node"
    right: str


@dataclass(frozen=True)
class Marked:
    """Something under a bar, a hat, an arrow …, or in bold: `kind` is one of `signs.MARKS`."""

    kind: str
    inner: "Node"


@dataclass(frozen=True)
class Grid:
    """Rows of equal length: a matrix, cases, lines aligned below each other; `kind` is one of `signs.GRIDS`."""

    kind: str
    rows: tuple[tuple["Node", ...], ...]


Node = Letter | Number | Sign | Name | Words | Lost | Row | Fraction | Root | Script | Fenced | Marked | Grid


def row(items: Iterable[Node]) -> Node:
    """Items in one row: no row within a row, no two numbers or words side by side, one item stands alone."""
    flat: list[Node] = []
    for item in items:
        for one in item.items if isinstance(item, Row) else (item,):
            match flat[-1] if flat else None, one:
                case Number(before), Number(after):
                    flat[-1] = Number(before + after)
                case Words(before), Words(after):
                    flat[-1] = Words(before + after)
                case _:
                    flat.append(one)
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def upright(node: Node) -> Node:
    """The same with its letters upright: neighbouring letters are one name."""
    match node:
        case Letter(sign):
            return Name(sign)
        case Script(base, sub, sup):
            return Script(upright(base), sub and upright(sub), sup and upright(sup))
        case Row(items):
            return row(_named(items))
    return node


def _named(items: Iterable[Node]) -> list[Node]:
    found: list[Node] = []
    for item in map(upright, items):
        if found and isinstance(found[-1], Name) and isinstance(item, Name):
            found[-1] = Name(found[-1].letters + item.letters)
        else:
            found.append(item)
    return found


def grid(kind: str, rows: Iterable[Iterable[Node]]) -> Grid:
    """Rows filled up to the longest."""
    lines = [tuple(cells) for cells in rows]
    width = max((len(cells) for cells in lines), default=0)
    return Grid(kind, tuple(cells + (Row(),) * (width - len(cells)) for cells in lines))


def fenced(left: str, inner: Node, right: str) -> Node:
    """Brackets around a bare matrix are those of its kind."""
    if isinstance(inner, Grid) and inner.kind == "matrix":
        kind = next((kind for kind, brackets in GRIDS.items() if brackets == (left, right) and left), None)
        return Grid(kind, inner.rows) if kind else Fenced(left, inner, right)
    return Fenced(left, inner, right)
