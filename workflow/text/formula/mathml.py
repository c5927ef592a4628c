"""MathML Core for the browser. Everything written by people is escaped."""

from html import escape
from typing import Final

from workflow.text.formula import signs
from workflow.text.formula.plain import spoken
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

_MARKS: Final = {"hat": "^", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨"}
_SPACES: Final = {"\u2009": "0.17em", "\u2003": "1em"}


def mathml(node: Node, *, is_display: bool = False) -> str:
    """A whole math element; what is heard stands in its label."""
    display = ' display="block"' if is_display else ""
    return f'<math{display} aria-label="{escape(spoken(node))}">{_element(node)}</math>'


def _element(node: Node) -> str:
    match node:
        case Letter(sign):
            return f"<mi>{sign}</mi>"
        case Number(digits):
            return f"<mn>{digits}</mn>"
        case Name(letters):
            return f'<mi mathvariant="normal">{letters}</mi>'
        case Sign(sign) if sign in _SPACES:
            return f'<mspace width="{_SPACES[sign]}"></mspace>'
        case Sign(sign):
            return f'<mo stretchy="false">{escape("−" if sign == "-" else sign)}</mo>'
        case Words(words):
            return f"<mtext>{escape(words)}</mtext>"
        case Lost(source):
            return f"<mtext><code>{escape(source)}</code></mtext>"
        case Row(items):
            return f"<mrow>{''.join(map(_element, signs.spaced(items)))}</mrow>"
    return _built(node)


def _built(node: Fraction | Root | Script | Fenced | Marked | Grid) -> str:
    match node:
        case Fraction(above, below):
            return f"<mfrac>{_element(above)}{_element(below)}</mfrac>"
        case Root(of, None):
            return f"<msqrt>{_element(of)}</msqrt>"
        case Root(of, index):
            return f"<mroot>{_element(of)}{_element(index or Row())}</mroot>"
        case Script():
            return _script(node)
        case Fenced(left, inner, right):
            return f"<mrow>{_fence(left)}{_element(inner)}{_fence(right)}</mrow>"
        case Marked("mathbf" | "overline" | "underline" as kind, inner):
            return f'<mrow class="{kind}">{_element(inner)}</mrow>'
        case Marked(kind, inner):
            return f'<mover accent="true">{_element(inner)}<mo>{_MARKS[kind]}</mo></mover>'
        case Grid(kind, rows):
            left, right = GRIDS[kind]
            lines = "".join(f"<mtr>{''.join(f'<mtd>{_element(c)}</mtd>' for c in cells)}</mtr>" for cells in rows)
            table = f'<mtable class="{kind}">{lines}</mtable>'
            return f"<mrow>{_fence(left)}{table}{_fence(right)}</mrow>"


def _script(node: Script) -> str:
    below, above = ("munder", "mover") if signs.takes_limits(node.base) else ("msub", "msup")
    base = _element(node.base)
    if node.sub is not None and node.sup is not None:
        name = below + above.removeprefix("m")
        return f"<{name}>{base}{_element(node.sub)}{_element(node.sup)}</{name}>"
    if node.sub is not None:
        return f"<{below}>{base}{_element(node.sub)}</{below}>"
    return f"<{above}>{base}{_element(node.sup or Row())}</{above}>"


def _fence(sign: str) -> str:
    return f'<mo stretchy="true" fence="true">{escape(sign)}</mo>' if sign else ""
