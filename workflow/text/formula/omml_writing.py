"""The formula language of word processors (Office MathML), written: one run for each letter, number or sign."""

from typing import Final
from xml.sax.saxutils import escape

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

NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_PLAIN, _NORMAL, _BOLD = '<m:sty m:val="p"/>', "<m:nor/>", '<m:sty m:val="b"/>'
_UNSPEAKABLE: Final = {code: None for code in range(0x20) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def omml(node: Node) -> str:
    """A whole `m:oMath` element."""
    return f'<m:oMath xmlns:m="{NAMESPACE}">{_inside(node)}</m:oMath>'


def _inside(node: Node) -> str:
    """A row; a sum takes what follows it as its operand, as word processors want it."""
    items = list(node.items) if isinstance(node, Row) else [node]
    said = ""
    while items:
        item = items.pop(0)
        if isinstance(item, Script) and isinstance(item.base, Sign) and item.base.sign in signs.GREAT:
            said += _great(item, item.base.sign, items.pop(0) if items else Row())
        else:
            said += _element(item)
    return said


def _element(node: Node) -> str:
    match node:
        case Letter(said) | Number(said) | Sign(said):
            return _run("−" if said == "-" else said)
        case Name(said):
            return _run(said, _PLAIN)
        case Words(said) | Lost(said):
            return _run(said, _NORMAL)
        case Row():
            return _inside(node)
        case Script(base, sub, sup) if signs.takes_limits(base):
            low = f"<m:limLow>{_part('e', base)}{_part('lim', sub)}</m:limLow>" if sub is not None else _element(base)
            return low if sup is None else f"<m:limUpp><m:e>{low}</m:e>{_part('lim', sup)}</m:limUpp>"
        case Script(base, sub, sup):
            name = f"s{'Sub' if sub is not None else ''}{'Sup' if sup is not None else ''}"
            scripts = (_part("sub", sub) if sub is not None else "") + (_part("sup", sup) if sup is not None else "")
            return f"<m:{name}>{_part('e', base)}{scripts}</m:{name}>"
    return _built(node)


def _built(node: Fraction | Root | Fenced | Marked | Grid) -> str:
    match node:
        case Fraction(above, below):
            return f"<m:f>{_part('num', above)}{_part('den', below)}</m:f>"
        case Root(of, index):
            hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr>' if index is None else ""
            return f"<m:rad>{hidden}{_part('deg', index)}{_part('e', of)}</m:rad>"
        case Fenced(left, inner, right):
            return _fence(left, _inside(inner), right)
        case Marked("mathbf", inner):
            return _run(spoken(inner), _BOLD)
        case Marked("overline" | "underline" as kind, inner):
            place = "top" if kind == "overline" else "bot"
            return f'<m:bar><m:barPr><m:pos m:val="{place}"/></m:barPr>{_part("e", inner)}</m:bar>'
        case Marked(kind, inner):
            return f'<m:acc><m:accPr><m:chr m:val="{signs.MARKS[kind]}"/></m:accPr>{_part("e", inner)}</m:acc>'
        case Grid("aligned", rows):
            ampersand = _run("&")
            lines = (ampersand.join(map(_inside, cells)) for cells in rows)
            return f"<m:eqArr>{''.join(f'<m:e>{line}</m:e>' for line in lines)}</m:eqArr>"
        case Grid(kind, rows):
            lines = (f"<m:mr>{''.join(_part('e', cell) for cell in cells)}</m:mr>" for cells in rows)
            made = f"<m:m>{''.join(lines)}</m:m>"
            left, right = GRIDS[kind]
            return _fence(left, made, right) if left else made


def _great(script: Script, sign: str, operand: Node) -> str:
    place = "undOvr" if signs.takes_limits(script.base) else "subSup"
    hidden = "".join(
        f'<m:{name}Hide m:val="1"/>' for name, given in (("sub", script.sub), ("sup", script.sup)) if given is None
    )
    told = f'<m:naryPr><m:chr m:val="{sign}"/><m:limLoc m:val="{place}"/>{hidden}</m:naryPr>'
    return f"<m:nary>{told}{_part('sub', script.sub)}{_part('sup', script.sup)}{_part('e', operand)}</m:nary>"


def _fence(left: str, inside: str, right: str) -> str:
    told = f'<m:begChr m:val="{escape(left)}"/><m:endChr m:val="{escape(right)}"/>'
    return f"<m:d><m:dPr>{told}</m:dPr><m:e>{inside}</m:e></m:d>"


def _part(name: str, node: Node | None) -> str:
    return f"<m:{name}>{'' if node is None else _inside(node)}</m:{name}>"


def _run(words: str, style: str = "") -> str:
    told = f"<m:rPr>{style}</m:rPr>" if style else ""
    return f'<m:r>{told}<m:t xml:space="preserve">{escape(words.translate(_UNSPEAKABLE))}</m:t></m:r>'
