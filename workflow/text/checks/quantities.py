"""Numbers and quantities (9.4.4 to 9.4.7): unit symbols, the space before them, ranges, tolerances, legal units."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from workflow.text.checks.finding import Finder, Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.reading import Reading, at
from workflow.text.clauses import ClauseKind

_SYMBOL: Final = (
    r"(?:km|cm|dm|mm|μm|µm|nm|hm|m|kg|mg|μg|µg|ng|g|kt|t|mL|ml|μL|L|kW|MW|GW|mW|W|kV|mV|V|kA|mA|μA|A|kVA|VA|kΩ|MΩ|Ω|"
    r"kHz|MHz|GHz|Hz|kPa|MPa|hPa|GPa|Pa|kN|MN|N|kJ|MJ|GJ|J|mol|mmol|cd|lm|lx|dB|Bq|Gy|mSv|μSv|Sv|min|ms|s|h|d|K|ha|eV|"
    r"kWh|MWh|rad|℃|°C)"
)
_TAIL: Final = r"(?:[²³⁻¹/·]|\([AC]\))*"
_NUMBER: Final = r"(?<![A-Za-z0-9.\-—–_/\ue000\ue001])-?\d+(?:\.\d+)?"
_END: Final = r"(?![A-Za-z0-9₀-₉_])"
_GLUED: Final = re.compile(rf"{_NUMBER}(?P<it>(?={_SYMBOL}{_TAIL}{_END}))")
_SPACED: Final = re.compile(rf"{_NUMBER}(?P<it>\s+)(?=[%‰°′″])")
_PERCENT_WORDS: Final = re.compile(r"百分之[一二三四五六七八九十百零\d]+|千分之[一二三四五六七八九十百零\d]+|\d\s*％")
_CHINESE_UNIT: Final = (
    r"(?:微米|纳米|毫秒|毫安|平方厘米|平方千米|立方厘米|毫米|厘米|分米|千米|公里|平方米|平方公里|立方米|千克|公斤|毫克|微克|毫升|千瓦时|千瓦|兆瓦|瓦(?!斯|片)|伏(?!天)|帕(?!金)|伏特|安培|摄氏度|兆帕|千帕|分贝|"
    r"小时|分钟|秒钟|公顷|赫兹|流明|勒克斯|米(?![饭粉面线制色])|吨|克(?!隆|服)|秒(?!表)|升(?!降|级|高|旗|温|压|至|学|华))"
)
_IN_WORDS: Final = re.compile(
    rf"(?:{_NUMBER}\s*|(?<![第统唯同单专万一二三四五六七八九十百千两])[一二三四五六七八九十百两]+个?){_CHINESE_UNIT}"
)
_THOUSANDS: Final = re.compile(r"(?<![A-Za-z0-9.\-—–_/])\d{1,3}(?P<it>(?:,\d{3})+)(?![\d,])")
_LENGTH: Final = r"(?:km|cm|dm|mm|μm|m)(?![A-Za-z0-9²³])"
_UNIT: Final = rf"(?:[%‰]|(?:\s?{_SYMBOL}{_TAIL}{_END}))"
_HALF_RANGE: Final = re.compile(rf"(?P<low>{_NUMBER})\s*[~～]\s*(?P<high>\d+(?:\.\d+)?)(?P<unit>{_UNIT})")
_HYPHEN_RANGE: Final = re.compile(
    rf"(?P<low>{_NUMBER})(?P<first>{_UNIT})?\s*[-–—―]\s*(?P<high>\d+(?:\.\d+)?)(?P<unit>{_UNIT})"
)
_TOLERANCE: Final = re.compile(rf"(?P<low>{_NUMBER})\s*±\s*(?P<high>\d+(?:\.\d+)?)(?P<unit>{_UNIT})")
_SIZE: Final = re.compile(rf"(?P<sides>{_NUMBER}(?:\s*[×xX*]\s*\d+(?:\.\d+)?){{1,2}})(?P<unit>\s?{_LENGTH})")
_ILLEGAL: Final = re.compile(
    r"(?:(?<=[\d半每〇零一二三四五六七八九十百千万两])|(?<=[\d] ))(?:市?斤(?!顶)|市?亩|英寸|英尺|英里|"
    r"英磅|磅|寸(?![照草])|市?尺|丈|加仑|马力|大卡|千卡|卡路里|毫米汞柱|标准大气压|公升|公分|市两|品脱|盎司)"
    r"|(?<=\d)\s?(?:里(?![程面外])|两(?=[，。；、）]|$))|(?<![田])亩[产均]|公分(?!母|开|类)|华里|市斤|华氏度|毫米汞柱"
    r"|(?<=\d)\s?(?:ppm|ppb|rpm|mmHg|mmH2O|kgf|inch|ft|lb|oz|psi|kcal|cal|hp|atm|mph|gal|Torr|Gs|dyn|inHg)(?![A-Za-z])"
)
_BARE_ILLEGAL: Final = re.compile(
    r"市?斤|市?亩|英寸|英尺|磅|寸|尺|加仑|马力|大卡|千卡|公升|公分|ppm|ppb|rpm|mmHg|kgf|psi|kcal|cal"
)
_APART: Final = frozenset({ClauseKind.CONTENTS, ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX})

Mend = Callable[[re.Match[str]], str | None]


def _each(*judged: tuple[re.Pattern[str], Mend]) -> Finder:
    def find(reading: Reading) -> Iterator[Spot]:
        for line in reading.all_lines():
            if line.element not in _APART and (mentions(line)):
                for pattern, mend in judged:
                    for found in pattern.finditer(line.bare):
                        if not (pattern is _GLUED and _is_grade(found)):
                            yield at(line, found, mend(found))

    return find


def mentions(line: Line) -> bool:
    """Whether there is any number to judge."""
    return any(sign.isdigit() or sign in "一二三四五六七八九十百两" for sign in line.bare)


def _is_grade(found: re.Match[str]) -> bool:
    """3A 级景区, 5G: a grade is no ampere."""
    after = found.string[found.end("it") :]
    return bool(re.match(r"[a-z][)）]|A\s?级|[AV]类|K(?:分辨率|视频|高清|影像)|L?V\d", after))


def _nothing(_: re.Match[str]) -> None:
    return None


def _twice(found: re.Match[str]) -> str:
    unit = found["unit"]
    gap = "" if unit[0] in "%‰" else " "
    return f"{found['low']}{gap}{unit.strip()}～{found['high']}{gap}{unit.strip()}"


def _bracketed(found: re.Match[str]) -> str:
    unit = found["unit"].strip()
    return (
        f"（{found['low']}±{found['high']}）{unit}".translate(_BRACKETS)
        if unit in "%‰"
        else (f"({found['low']}±{found['high']}) {unit}")
    )


_BRACKETS: Final = str.maketrans("（）", "()")


def _sized(found: re.Match[str]) -> str:
    unit = found["unit"].strip()
    return "×".join(f"{side.strip()} {unit}" for side in re.split(r"[×xX*]", found["sides"]))


spelling = _each(
    (_GLUED, lambda _: " "),
    (_SPACED, lambda _: ""),
    (_THOUSANDS, lambda found: found["it"].replace(",", " ")),
    (_PERCENT_WORDS, _nothing),
    (_IN_WORDS, _nothing),
)
ranges = _each((_HALF_RANGE, _twice), (_HYPHEN_RANGE, _twice), (_TOLERANCE, _bracketed), (_SIZE, _sized))


def illegal(reading: Reading) -> Iterator[Spot]:
    """L56, in words, in heads of tables and as the unit of a table."""
    for line in reading.all_lines():
        if line.element in _APART:
            continue
        if line.role is Role.UNIT:
            yield from (at(line, found) for found in _BARE_ILLEGAL.finditer(line.words))
        else:
            yield from (at(line, found) for found in _ILLEGAL.finditer(line.bare))
