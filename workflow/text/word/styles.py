"""Styles of paragraphs: what each inherits, and the role that its name tells in Word, WPS and the trade's templates."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element

from workflow.text.word.package import W, val


class Role(StrEnum):
    """What a paragraph is by the name of its style; depth and title are told beside it."""

    NONE = ""
    HEADING = "heading"
    TITLE = "title"
    UNTITLED = "untitled"
    ANNEX = "annex"
    ELEMENT = "element"
    CONTENTS = "contents"
    BODY = "body"
    NOTE = "note"
    EXAMPLE = "example"
    FURTHER = "further"
    TABLE_TITLE = "table_title"
    TABLE_UNIT = "table_unit"
    FIGURE_TITLE = "figure_title"
    FIGURE = "figure"
    PART_TITLE = "part_title"
    WHERE = "where"
    SYMBOL = "symbol"
    FORMULA = "formula"
    DEVIATION = "deviation"
    DEVIATION_FACT = "deviation_fact"
    COVER = "cover"


_COUNT: Final = "一二三四五"
_ROLES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        (Role.CONTENTS, r"toc\s*\d|toc heading|目[录次].*"),
        (Role.HEADING, r"(?:heading|标题)\s*(?P<outline>\d)"),
        (Role.TITLE, r"章标题|(?P<clause>[一二三四五])级条标题|附录(?:章|(?P<annex>[一二三四])级条)标题"),
        (Role.UNTITLED, r"(?P<clause>[一二三四五])级无(?:标题条)?|附录(?:章|(?P<annex>[一二三四])级)无(?:标题条)?"),
        (Role.ANNEX, r"附录(?:标识|标题)"),
        (Role.ELEMENT, r"(?:前言、?|引言|参考文献|索引|、)+(?:标题)?"),
        (Role.BODY, r"段|body text|正文文本"),
        (Role.NOTE, r"注[×x]?[:：]?(?:（.*）)?"),
        (Role.EXAMPLE, r"示例[×x]?[:：]?"),
        (Role.FURTHER, r"(?:注|示例|列项)续"),
        (Role.TABLE_TITLE, r"(?:正文|附录)?表标?题"),
        (Role.TABLE_UNIT, r"表单位"),
        (Role.FIGURE_TITLE, r"(?:正文|附录)?图标?题"),
        (Role.PART_TITLE, r"分图题"),
        (Role.FIGURE, r"图"),
        (Role.WHERE, r"式中"),
        (Role.SYMBOL, r"式中符号"),
        (Role.FORMULA, r"(?:正文|附录)?公式"),
        (Role.DEVIATION, r"区域差异"),
        (Role.DEVIATION_FACT, r"区域差异说明"),
        (Role.COVER, r"封面.*"),
    )
)


@dataclass(frozen=True)
class Style:
    """`depth` counts from 1 for a chapter or an annex; 0 where the style says nothing about it."""

    name: str = ""
    role: Role = Role.NONE
    depth: int = 0
    number: tuple[str, str] = ("", "")  # of a list and the level in it


class Styles:
    """The styles of one document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._all = {one.get(W + "styleId", ""): one for one in ([] if root is None else root.findall(W + "style"))}
        paragraphs = [id_ for id_, one in self._all.items() if one.get(W + "type") == "paragraph"]
        self._usual = next((id_ for id_ in paragraphs if self._all[id_].get(W + "default") in ("1", "true")), "")
        self._told: dict[str, Style] = {}

    def of(self, id_: str) -> Style:
        id_ = id_ or self._usual
        if id_ not in self._told:
            self._told[id_] = self._style(id_)
        return self._told[id_]

    def _chain(self, id_: str) -> list[Element]:
        """The style and what it is based on; a ring is left where it closes."""
        seen: dict[str, Element] = {}
        while id_ in self._all and id_ not in seen:
            seen[id_] = self._all[id_]
            id_ = val(self._all[id_], "basedOn")
        return list(seen.values())

    def _style(self, id_: str) -> Style:
        chain = self._chain(id_)
        properties = [one for style in chain if (one := style.find(W + "pPr")) is not None]
        outline = next((told for one in properties if (told := val(one, "outlineLvl"))), "")
        lists = [one for each in properties if (one := each.find(W + "numPr")) is not None]
        list_ = next((told for one in lists if (told := val(one, "numId"))), "")
        level = next((told for one in lists if (told := val(one, "ilvl"))), "0")
        names = [val(one, "name") for one in chain]
        role, depth = next((found for found in map(role_of, names) if found[0]), (Role.NONE, 0))
        if not role and outline.isdecimal() and int(outline) < 9:
            role, depth = Role.HEADING, int(outline) + 1
        return Style(names[0] if names else "", role, depth, (list_, level))


def role_of(name: str) -> tuple[Role, int]:
    """What the name of a style says, and the depth that it names."""
    bare = name.strip().rpartition("_")[2]
    for role, pattern in _ROLES:
        found = pattern.fullmatch(bare)
        if found:
            return role, _depth(bare, found.groupdict())
    return Role.NONE, 0


def _depth(name: str, said: dict[str, str | None]) -> int:
    """The first clause below a chapter is of depth 2, as is that below an annex, called its chapter."""
    if said.get("outline"):
        return int(said["outline"] or 0)
    if said.get("clause"):
        return _COUNT.index(said["clause"] or "") + 2
    if said.get("annex"):
        return _COUNT.index(said["annex"] or "") + 3
    return 2 if name.startswith("附录章") else int(name == "章标题")
