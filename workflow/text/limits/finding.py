"""Where a sentence limits something: each place with the ends it sets, before it is known what is limited."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from workflow.text.limits.limit import Bound
from workflow.text.limits.numerals import number
from workflow.text.limits.signs import PATTERNS, RISING, SAID_HIGH, SAID_LOW
from workflow.text.limits.units import unit

_MANY_SIDED: Final = re.compile(r"\s?[×xX]\s?\(?\d")  # a size has more than one number
_STRANGE: Final = re.compile(
    r"(?<=\d)\s?(?!(?:and|or|for|in|of|at|to|the|per|when|if|is|shall|should|with)\b)"
    r"([A-Za-zμ]{1,8}[²³]?(?:/[A-Za-z]{1,4}[²³]?)?|[一-鿿])(?<![的以时之且并和或及与至到内外上下后前间者则为是在应宜可均左约])"
)
_FIRST_YEAR: Final = 1900  # from here on a number of years is a date
Ends = tuple[Bound | None, Bound | None]
_ATTRIBUTE: Final = re.compile(r"\s?(?:时|者|的?情况|的?条件|期间|的?场合|之前|之后|前|后|起)")
_PARTS: Final = frozenset({"%", "‰", "倍"})
_TIMES: Final = frozenset({"s", "workday", "month"})
_BARE: Final = frozenset({"range", "is", "suffix", "reach", "extreme"})  # which may be no limit where no unit stands


@dataclass(frozen=True)
class Place:
    """A limit in a line: from where to where, what it lets in, its unit as written, what stood between signs."""

    start: int
    end: int
    low: Bound | None
    high: Bound | None
    unit: str
    what: str = ""
    spoken: str = ""  # which pattern found it
    of: str = ""  # of what it is a part: 不少于停车位总数的 15%


def places(line: str) -> Iterator[Place]:
    """Every place that limits something, in order; of two that overlap the earlier and longer spoken one."""
    at = 0
    while at < len(line):
        found = [
            (m.start(), order, name, m) for order, (name, p) in enumerate(PATTERNS.items()) if (m := p.search(line, at))
        ]
        if not found:
            return
        _, _, name, match = min(found, key=lambda one: one[:2])
        place = _place(name, match)
        if place is not None:
            yield place
        at = max(match.end(), at + 1) if place else match.start() + 1


def _place(name: str, match: re.Match[str]) -> Place | None:
    told = match.groupdict()
    values = [number(told[one]) for one in ("a", "b") if told.get(one)]
    units = [told.get(one) or "" for one in ("uc", "ub", "ua")]
    named = units[2] if units[1] == "%" and units[2] else next(filter(None, units), "")  # 220 V±10%
    if any(value is None for value in values) or unit(named) is None or _MANY_SIDED.match(match.string, match.end()):
        return None
    if named == "年" and (told.get("a") or "").isdigit() and int(match["a"]) >= _FIRST_YEAR:
        return None
    ends = _ends(name, match, [value for value in values if value is not None])
    if match.string[: match.start()].rstrip("( ").endswith("×"):
        return None
    if ends is None or (name in _BARE and not _means_something(name, match, named)):
        return None
    if name == "part" and not (named in _PARTS or "/" in (told["a"] or "") or "分之" in (told["a"] or "")):
        return None
    if not named and (strange := _STRANGE.match(match.string, match.start() + len(match[0].rstrip()))):
        named = strange[1]  # of which the table of units knows nothing: comparable with itself alone
    of = (told.get("of") or "").removesuffix("的")
    return Place(match.start(), match.end(), *ends, named, (told.get("what") or "").strip(), name, of)


def _means_something(name: str, match: re.Match[str], named: str) -> bool:
    """Whether a bare number is told as a value: 应为 6～9 is, 表 3～5 and 达到 2 are not; 内 wants a time."""
    before = match.string[max(0, match.start() - 4) : match.start()]
    if name == "suffix" and match["way"] in {"内", "之内"}:
        return is_time(named)
    if name == "range":
        return bool(named) or bool(re.match(r"[应宜控保维为在于是取]", match[0]) or re.search(r"[:值]\s?\(?$", before))
    return bool(named) or bool(re.search(r"应|宜", match[0])) or bool(re.search(r"应\s?$", before))


def is_time(named: str) -> bool:
    """Whether a unit counts time."""
    found = unit(named)
    return found is not None and bool({base for base, _ in found.dimension} & _TIMES)


def _ends(name: str, match: re.Match[str], values: list[Fraction]) -> Ends | None:
    told = match.groupdict()
    if name in {"tolerance", "spread"}:
        return _around(told, values)
    if name in {"both", "between", "range", "english between"}:
        low, high = _scaled(told, values)
        closed = (told.get("below") != "<", told.get("above") != "<")
        return (Bound(low, closed[0]), Bound(high, closed[1])) if low < high else None
    if name in {"is", "english is"}:
        return _said(match, Bound(values[0]))
    if name == "reach":
        return Bound(values[0]), None
    return _one_sided(name, match, values[0])


def _scaled(told: dict[str, str | None], values: list[Fraction]) -> tuple[Fraction, Fraction]:
    """The ends of a range in its last unit: 500 g～1 kg; a first end without a unit has the same."""
    first, last = unit(told.get("ua") or ""), unit(told.get("uc") or told.get("ub") or "")
    if told.get("ua") and first and last and first != last and first.dimension == last.dimension:
        return values[0] * first.factor / last.factor, values[1]
    return values[0], values[1]


def _around(told: dict[str, str | None], values: list[Fraction]) -> Ends | None:
    """A value with its tolerance, in per cent of it where only the tolerance is; a tolerance alone is about zero."""
    if len(values) == 1:
        return (Bound(-values[0]), Bound(values[0])) if values[0] > 0 else None
    middle, wide = values
    if told.get("ub") == "%" and told.get("ua") and told["ua"] != "%":
        wide = middle * wide / 100
    return (Bound(middle - wide), Bound(middle + wide)) if wide > 0 else None


def _said(match: re.Match[str], end: Bound) -> Ends:
    """A value that is merely named: 最大噪声为 50 dB sets an upper end."""
    before = re.split("[,，。;；]", match.string[: match.start()])[-1]
    if SAID_HIGH.search(before):
        return None, end
    return (end, None) if SAID_LOW.search(before) else (end, end)


def _one_sided(name: str, match: re.Match[str], value: Fraction) -> Ends:
    told, way = match.groupdict(), match["way"]
    if name == "suffix":
        closed = "不含" not in (told.get("inner"), told.get("outer"))
        return (Bound(value, closed), None) if "上" in way else (None, Bound(value, closed))
    if name in {"least", "extreme", "english least", "english after"}:
        rises = bool(re.search("少|低|小|短|下限|least|minimum|more|above|over", way.lower()))
        return (Bound(value), None) if rises else (None, Bound(value))
    if name == "sign":
        if way == "=":
            return Bound(value), Bound(value)
        return (Bound(value, way != ">"), None) if way in "≥>≮" else (None, Bound(value, way != "<"))
    rises, negated = bool(RISING.search(way)), bool(told.get("neg"))
    closed = negated or bool(told.get("same"))
    if negated and told.get("same"):
        closed = False  # 不大于或等于 lets the value itself out
    return (Bound(value, closed), None) if rises is not negated else (None, Bound(value, closed))


def is_attribute(line: str, place: Place) -> bool:
    """Whether it says when or of what something holds, and limits nothing: 风速大于 8 m/s 时, 每 50 m 以内."""
    return bool(_ATTRIBUTE.match(line, place.end)) or line[: place.start].rstrip().endswith(("每", "每隔"))
