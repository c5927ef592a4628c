"""Automatic numbers: chapters, annexes, clauses of the introduction, and lists that begin anew."""

from typing import Final

from workflow.exports.office.styles import ANNEXES, CHAPTERS
from workflow.exports.office.xml import HEAD, NAMESPACES
from workflow.text.blocks import Marker

INTRODUCTION: Final = 3
_NONE: Final = '<w:ind w:left="0" w:firstLine="0"/>'
_FIRST: Final = 10  # lists from here on are of items
_SIGNS: Final = {
    Marker.DASH: ("bullet", "——"),
    Marker.BULLET: ("bullet", "·"),
    Marker.LETTER: ("lowerLetter", "%1)"),
    Marker.NUMBER: ("decimal", "%1)"),
}
_KINDS: Final = [(marker, level) for marker in Marker for level in (1, 2)]


class Lists:
    """Gives each list of items a number of its own, so that it is counted from its beginning."""

    def __init__(self) -> None:
        self._begun: list[int] = []
        self._current: dict[tuple[Marker, int], int] = {}

    def item(self, marker: Marker, level: int, sign: str) -> str:
        """The properties of an item's paragraph; `sign` is what it must show."""
        kind = (marker, level)
        if kind not in self._current or sign in ("a)", "1)"):
            self._begun.append(_KINDS.index(kind))
            self._current[kind] = _FIRST + len(self._begun) - 1
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._current[kind]}"/></w:numPr>'

    def part(self) -> str:
        """numbering.xml."""
        abstracts = [_outline(CHAPTERS, "", "decimal"), _outline(ANNEXES, "附录 ", "upperLetter"), _introduction()]
        abstracts += [_items(n, marker, level) for n, (marker, level) in enumerate(_KINDS)]
        nums = [
            f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (CHAPTERS, ANNEXES, INTRODUCTION)
        ]
        nums += [
            f'<w:num w:numId="{_FIRST + at}"><w:abstractNumId w:val="{_FIRST + kind}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for at, kind in enumerate(self._begun)
        ]
        return f"{HEAD}<w:numbering {NAMESPACES}>{''.join(abstracts)}{''.join(nums)}</w:numbering>"


def _abstract(id_: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _level(at: int, form: str, said: str, style: str = "", *, gap: str = "space", indent: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:suff w:val="{gap}"/>'
        f'<w:lvlText w:val="{said}"/><w:lvlJc w:val="left"/><w:pPr>{indent or _NONE}</w:pPr></w:lvl>'
    )


def _outline(id_: int, sign: str, first: str) -> str:
    top, below = ("Chapter", "Title") if id_ == CHAPTERS else ("Annex", "AnnexTitle")
    levels = _level(0, first, f"{sign}%1", top, gap="space" if id_ == CHAPTERS else "nothing")
    for at in range(1, 6):
        levels += _level(at, "decimal", ".".join(f"%{n}" for n in range(1, at + 2)), f"{below}{at + 1}")
    return _abstract(id_, levels)


def _introduction() -> str:
    """Clauses of the introduction are 0.1, 0.2 …"""
    levels = _level(0, "none", "")
    for at in range(1, 6):
        levels += _level(at, "decimal", ".".join(["0", *(f"%{n}" for n in range(2, at + 2))]))
    return _abstract(INTRODUCTION, levels)


def _items(at: int, marker: Marker, level: int) -> str:
    form, sign = _SIGNS[marker]
    left = 420 * (level + 1)
    indent = f'<w:ind w:left="{left}" w:hanging="420"/>'
    return _abstract(_FIRST + at, _level(0, form, sign, gap="tab", indent=indent))
