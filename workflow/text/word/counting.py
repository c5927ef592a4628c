"""Automatic numbers, as a word processor counts them while it lays the paragraphs out."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from workflow.text.numbering import lettered
from workflow.text.word.package import W, val

_PLACE: Final = re.compile(r"%([1-9])")
_HAN: Final = "〇一二三四五六七八九十"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CIRCLED: Final = 0x2460
_MOST: Final = 99_999


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts, the words around the count, where it begins."""

    form: str = "decimal"
    words: str = ""
    start: int = 1
    is_legal: bool = False  # every count in the words is shown in Arabic numerals


class Counting:
    """The lists of one document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._own: dict[str, dict[int, int]] = {}
        self._at: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        for one in [] if root is None else root.findall(W + "abstractNum"):
            self._levels[one.get(W + "abstractNumId", "")] = dict(map(_level, one.findall(W + "lvl")))
        for one in [] if root is None else root.findall(W + "num"):
            id_ = one.get(W + "numId", "")
            self._lists[id_] = val(one, "abstractNumId")
            starts = {_whole(c.get(W + "ilvl")): val(c, "startOverride") for c in one.findall(W + "lvlOverride")}
            self._own[id_] = {level: _whole(start) for level, start in starts.items() if start}

    def is_outline(self, list_: str) -> bool:
        """Whether the list numbers chapters and clauses: its second level repeats the first."""
        second = self._levels.get(self._lists.get(list_, ""), {}).get(1)
        return second is not None and "%1" in second.words and "%2" in second.words

    def is_bullet(self, list_: str, level: int) -> bool:
        return self._level(list_, level).form == "bullet"

    def next(self, list_: str, level: int) -> str:
        """The sign of the next paragraph of this list and level; empty for none."""
        shared = self._lists.get(list_)
        if shared is None or level not in self._levels.get(shared, {}):
            return ""
        counts = self._at[shared]
        if list_ not in self._begun:
            self._begun.add(list_)
            for lvl, start in self._own.get(list_, {}).items():
                counts[lvl] = start - 1
        counts[level] = min(counts.get(level, self._level(list_, level).start - 1) + 1, _MOST)
        for deeper in [lvl for lvl in counts if lvl > level]:
            del counts[deeper]
        return self._said(list_, level, counts)

    def _level(self, list_: str, level: int) -> Level:
        return self._levels.get(self._lists.get(list_, ""), {}).get(level, Level())

    def _said(self, list_: str, level: int, counts: dict[int, int]) -> str:
        told = self._level(list_, level)

        def count(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            form = "decimal" if told.is_legal else self._level(list_, at).form
            return counted(counts.get(at, self._level(list_, at).start), form)

        return told.words if told.form == "bullet" else _PLACE.sub(count, told.words)


def _level(one: Element) -> tuple[int, Level]:
    form = val(one, "numFmt", "decimal")
    told = Level(form, val(one, "lvlText"), _whole(val(one, "start", "1")), one.find(W + "isLgl") is not None)
    return _whole(one.get(W + "ilvl")), told


def _whole(said: str | None) -> int:
    return min(int(said), _MOST) if said and said.isdecimal() else 0


def counted(ordinal: int, form: str) -> str:
    """An ordinal in one of the forms of word processors; an unknown form counts in Arabic numerals."""
    match form:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if 0 < ordinal <= _MOST:
            return lettered(ordinal, first="a" if form == "lowerLetter" else "A")
        case "lowerRoman" | "upperRoman" if 0 < ordinal < 4000:
            return _roman(ordinal) if form == "upperRoman" else _roman(ordinal).lower()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 0 < ordinal <= 20:
            return chr(_CIRCLED + ordinal - 1)
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" if 0 < ordinal < 100:
            return _han(ordinal)
        case "decimalZero":
            return f"{ordinal:02}"
    return str(ordinal)


def _han(ordinal: int) -> str:
    tens, ones = divmod(ordinal, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


def _roman(ordinal: int) -> str:
    said = ""
    for worth, sign in _ROMAN:
        said += sign * (ordinal // worth)
        ordinal %= worth
    return said
