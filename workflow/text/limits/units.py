"""Units of standards, in signs and in Chinese names, each as an exact multiple of base units: what can be compared.

A table of our own: values of texts are decimal and must convert without rounding, counted things (个, 人, 次) are units
here, and no library for quantities reads foreign words without evaluating them as an expression.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

_PREFIXES: Final = {
    **{"G": 9, "M": 6, "k": 3, "h": 2, "": 0, "d": -1, "c": -2, "m": -3, "μ": -6, "n": -9, "p": -12},
    **{"吉": 9, "兆": 6, "千": 3, "百": 2, "分": -1, "厘": -2, "毫": -3, "微": -6, "纳": -9},
}
# Sign: (Chinese name, factor, base units); one that takes prefixes. What differs in kind has a base of its own, so that
# an illuminance is no luminous intensity and a sound level no number.
_SCALED: Final[dict[str, tuple[str, str, str]]] = {
    "m": ("米", "1", "m"),
    "g": ("克", "1/1000", "kg"),
    "s": ("秒", "1", "s"),
    "A": ("安", "1", "A"),
    "mol": ("摩尔", "1", "mol"),
    "Hz": ("赫兹", "1", "Hz"),
    "N": ("牛", "1", "kg m s-2"),
    "Pa": ("帕", "1", "kg m-1 s-2"),
    "J": ("焦", "1", "kg m2 s-2"),
    "W": ("瓦", "1", "kg m2 s-3"),
    "Wh": ("瓦时", "3600", "kg m2 s-2"),
    "V": ("伏", "1", "kg m2 s-3 A-1"),
    "VA": ("伏安", "1", "VA"),
    "Ω": ("欧", "1", "kg m2 s-3 A-2"),
    "F": ("法拉", "1", "kg-1 m-2 s4 A2"),
    "T": ("特斯拉", "1", "kg s-2 A-1"),
    "S": ("西门子", "1", "kg-1 m-2 s3 A2"),
    "L": ("升", "1/1000", "m3"),
    "l": ("", "1/1000", "m3"),
    "t": ("", "1000", "kg"),
    "cd": ("坎德拉", "1", "cd"),
    "lm": ("流明", "1", "lm"),
    "lx": ("勒克斯", "1", "lm m-2"),
    "Bq": ("贝可", "1", "Bq"),
    "Sv": ("希沃特", "1", "Sv"),
    "Gy": ("戈瑞", "1", "Gy"),
    "bit": ("比特", "1", "bit"),
    "tce": ("", "1", "tce"),
    "gce": ("", "1/1000000", "tce"),
}
_WHOLE: Final = """
%|％ 1/100
‰ 1/1000
ppm 1/1000000
ppb 1/1000000000
K|开尔文 1 K
℃|°C|摄氏度 1 K
min|分钟 60 s
h|小时 3600 s
d|天|日|昼夜 86400 s
周|星期|个星期 604800 s
秒钟 1 s
工作日|个工作日 1 workday
月|个月|月份 1 month
季度|个季度 3 month
年|a|周年 12 month
ha|公顷 10000 m2
亩 20000/30 m2
平方公里 1000000 m2
公里 1000 m
斤|市斤 1/2 kg
公斤 1 kg
吨|公吨 1000 kg
°|° 1 degree
′ 1/60 degree
r|转|圈 1 turn
dB|分贝 1 dB
dB(A)|dB（A）|dBA|A声级分贝 1 dBA
dB(C)|dB（C） 1 dBC
NTU 1 NTU
CFU|cfu 1 CFU
MPN 1 MPN
元|人民币元 1 yuan
万元 10000 yuan
亿元 100000000 yuan
kWh|度电 3600000 kg m2 s-2
bar 100000 kg m-1 s-2
eq 1 mol
人|名|位 1 person
次|回 1 time
倍 1 fold
个|只 1 piece
"""
_COUNTED: Final = (
    *"户床座处台套件根株辆间层张份家所条项例批组级分遍种点棵部班页字",
    *("课时", "学时", "车位", "泊位", "床位"),
)
_POWERS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_MOST_POWER: Final = 9
ORDERED_BY_NOBODY: Final = "级"  # of grades the first is the highest in one standard and the lowest in the next


@dataclass(frozen=True)
class Unit:
    """How many of which base units one of it is: `dimension` is base → power, without zeros."""

    factor: Fraction
    dimension: tuple[tuple[str, int], ...]
    is_celsius: bool = False


def _based(bases: list[str]) -> tuple[tuple[str, int], ...]:
    found = (re.fullmatch(r"(\w+?)(-?\d)?", base) for base in bases)
    return tuple(sorted((one[1], int(one[2] or 1)) for one in found if one))


def _table() -> Iterator[tuple[str, Unit]]:
    for sign, (name, factor, bases) in _SCALED.items():
        for prefix, power in _PREFIXES.items():
            scaled = Unit(Fraction(factor) * Fraction(10) ** power, _based(bases.split()))
            if prefix.isascii() or prefix == "μ":
                yield prefix + sign, scaled
            if name and (not prefix or not prefix.isascii()):
                yield prefix + name, scaled
    for word in _COUNTED:
        yield word, Unit(Fraction(1), ((word, 1),))
        yield f"个{word}", Unit(Fraction(1), ((word, 1),))
    for line in _WHOLE.split("\n"):
        if line:
            named, factor, *more = line.split()
            for name in named.split("|"):
                celsius = name in {"℃", "°C", "摄氏度"}
                yield name, Unit(Fraction(factor), _based(more), celsius)


TABLE: Final = dict(_table())
for _kind, _power in (("平方", 2), ("立方", 3)):
    for _length in ("米", "千米", "分米", "厘米", "毫米"):
        _one = TABLE[_length]
        TABLE[_kind + _length] = Unit(_one.factor**_power, (("m", _power),))
_ATOM: Final = "|".join(re.escape(name) for name in sorted(TABLE, key=len, reverse=True))
_LATIN_END: Final = r"(?<![A-Za-zμΩ])|(?![A-Za-z])"  # a sign of letters ends where letters end
_ONE: Final = rf"(?:{_ATOM})(?:{_LATIN_END})(?:[⁻]?[¹²³⁴⁵⁶]|\^-?\d)?"
_MORE: Final = rf"(?:\s?(?:[·⋅∙/]|每)\s?(?:\((?:{_ONE})(?:[·⋅∙]{_ONE})*\)|{_ONE}))"
PATTERN: Final = rf"(?:{_ONE}{_MORE}{{0,4}})"  # for those who look for a unit behind a number
_PIECE: Final = re.compile(
    rf"(?P<sign>[·⋅∙/(]|\)|每)|(?P<atom>{_ATOM})(?:{_LATIN_END})(?P<power>[⁻]?[¹²³⁴⁵⁶]|\^-?\d)?|\s"
)


@lru_cache(maxsize=512)
def unit(words: str) -> Unit | None:
    """The unit that these words name; None where they name none that is known, a plain number where they are none."""
    factor, powers, at, side, deep = Fraction(1), Counter[str](), 0, 1, False
    celsius = [TABLE[words].is_celsius] if words in TABLE else []
    while at < len(words):
        piece = _PIECE.match(words, at)
        if piece is None:
            return None
        at = piece.end()
        if piece["atom"]:
            power = side * int((piece["power"] or "1").lstrip("^").translate(_POWERS))
            one = TABLE[piece["atom"]]
            factor *= one.factor**power
            for base, times in one.dimension:
                powers[base] += times * power
            side = side if deep else 1
        elif piece["sign"] in {"/", "每"}:
            side = -1
        elif piece["sign"] in {"(", ")"}:
            deep = piece["sign"] == "("
            side = side if deep else 1
    if any(abs(power) > _MOST_POWER for power in powers.values()):
        return None
    return Unit(factor, tuple(sorted((base, n) for base, n in powers.items() if n)), any(celsius))
