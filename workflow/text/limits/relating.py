"""How one limit stands to another: stricter where it lets in a proper part of what the other does. Never by rounding.

What is not surely about the same thing, under the same condition, is unclear and left to a person.
"""

import re
from collections import Counter
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from workflow.text.limits.limit import Bound, Force, Limit
from workflow.text.limits.signs import folded
from workflow.text.limits.units import ORDERED_BY_NOBODY, Unit, unit


class Relation(StrEnum):
    """What ours is beside theirs. `missing`: theirs limits it and ours does not; `only_ours`: the other way round;
    `differs`: neither lets in a part of the other; `unclear`: for a person.
    """

    STRICTER = "stricter"
    EQUAL = "equal"
    LOOSER = "looser"
    MISSING = "missing"
    ONLY_OURS = "only_ours"
    DIFFERS = "differs"
    UNCLEAR = "unclear"


End = tuple[Fraction, int]  # a value, and 1 or -1 where the end lies just beside it
_SAME: Final = (
    ("质量浓度|含量|浓度值", "浓度"),
    ("间距|间隔距离|净距", "距离"),
    ("时限|期限|时长|所需时间", "时间"),
    ("比率|占比|比重", "比例"),
    ("频次|频率", "次数"),
    ("数量|个数|数目", ""),
    ("允许偏差|允差|误差", "偏差"),
    ("小时平均|小时均值|1 ?h ?平均", "时均"),
    ("日平均|日均值|24 ?h ?平均", "日均"),
    ("设置|配备|配置|设有|设|具有|有", ""),
    ("维持平均照度", "平均照度"),
    (r"\([A-Za-z0-9₀-₉ ]+\)", ""),
)
_FILLS: Final = re.compile(
    r"应当|应|宜|须|必须|均|各|其|的|之|与|和|及|等|处|内|中|在|于|为|是|控制|保持|不|要求|规定|限值|指标|数值|值|"
    r"且|并|同时|对|当|时|[、，,。.:;()\s\-—]|the|shall|be|should|must|\bof\b|\ba\b|\ban\b",
    re.IGNORECASE,
)
_OUTERMOST: Final = re.compile("最大允许|最大|最高|最小|最低|允许|至少|至多")
_DIFFERENCE: Final = re.compile("温差|温升|偏差|误差|波动|变化|温降|不均匀|梯度")
_SIGNED: Final = frozenset({"K", "dB", "dBA", "dBC", "A", "degree"})


def relation(ours: Limit, theirs: Limit) -> Relation:
    """What our limit is beside theirs of the same matter."""
    if not same_matter(ours, theirs):
        return Relation.UNCLEAR
    one, other = unit(ours.unit), unit(theirs.unit)
    if one is None or other is None:
        return Relation.UNCLEAR
    if one.dimension != other.dimension or bool(ours.unit) != bool(theirs.unit) and not _is_share(one, other):
        return Relation.DIFFERS
    if one.dimension and one.dimension[0][0] == ORDERED_BY_NOBODY:
        return Relation.EQUAL if _same_grade(ours, theirs) else Relation.UNCLEAR
    if one.is_celsius != other.is_celsius:
        return Relation.UNCLEAR
    return _forced(_contained(_ends(ours, one), _ends(theirs, other)), ours.force, theirs.force)


def _is_share(one: Unit, other: Unit) -> bool:
    """35% beside 0.35; a bare number beside anything else that has no dimension is no share."""
    return {one.factor, other.factor} <= {Fraction(1), Fraction(1, 100), Fraction(1, 1000)}


def _same_grade(ours: Limit, theirs: Limit) -> bool:
    return (ours.low, ours.high, ours.force) == (theirs.low, theirs.high, theirs.force)


def _forced(found: Relation, ours: Force, theirs: Force) -> Relation:
    """A recommendation is weaker than a requirement of the same values, and of other values no answer."""
    if ours is theirs:
        return found
    binds = Relation.STRICTER if ours is Force.SHALL else Relation.LOOSER
    return binds if found in {Relation.EQUAL, binds} else Relation.DIFFERS


def _ends(limit: Limit, of: Unit) -> tuple[End | None, End | None]:
    """The ends in base units. What cannot be negative has zero as its end anyway, whether it is said or not."""
    low, high = _end(limit.low, of, 1), _end(limit.high, of, -1)
    is_signed = any(base in _SIGNED for base, _ in of.dimension) or not of.dimension
    said_zero = limit.low is not None and limit.low.value == 0 and limit.low.closed and limit.high is not None
    return (None if said_zero and not is_signed and limit.low != limit.high else low), high


def _end(bound: Bound | None, of: Unit, inwards: int) -> End | None:
    return None if bound is None else (bound.value * of.factor, 0 if bound.closed else inwards)


def _contained(ours: tuple[End | None, End | None], theirs: tuple[End | None, End | None]) -> Relation:
    if ours == theirs:
        return Relation.EQUAL
    if _is_part(ours, theirs):
        return Relation.STRICTER
    return Relation.LOOSER if _is_part(theirs, ours) else Relation.DIFFERS


def _is_part(inner: tuple[End | None, End | None], outer: tuple[End | None, End | None]) -> bool:
    (low, high), (least, most) = inner, outer
    above = least is None or (low is not None and low >= least)
    return above and (most is None or (high is not None and high <= most))


def same_matter(ours: Limit, theirs: Limit) -> bool:
    """Whether both limit the same quantity of the same thing under the same condition, but for words that say nothing;
    a limit that does not name its thing has it from what stands above.
    """
    if bool(_DIFFERENCE.search(ours.quantity)) != bool(_DIFFERENCE.search(theirs.quantity)):
        return False
    mine, yours = _tellings(ours), _tellings(theirs)
    return any(one == other for one in mine for other in yours)


def _tellings(limit: Limit) -> list[Counter[str]]:
    """What is limited, by its own words and with those above, as bags of signs: order says nothing in a list of nouns."""
    own = f"{limit.condition} {limit.quantity}"
    sided = limit.low is None or limit.high is None
    bare = bag(own, sided)
    return [bag(f"{limit.context} {own}", sided)] if not bare else [bare, _joined(bag(limit.context, sided), bare)]


def _joined(above: Counter[str], own: Counter[str]) -> Counter[str]:
    return above | own


@lru_cache(maxsize=8192)
def _bagged(words: str, sided: bool) -> tuple[tuple[str, int], ...]:
    told = folded(words).casefold()
    for same, sign in _SAME:
        told = re.sub(same, sign, told)
    told = _OUTERMOST.sub("", told) if sided else told
    return tuple(Counter(_FILLS.sub("", told)).items())


def bag(words: str, sided: bool = True) -> Counter[str]:
    """The signs that tell which matter is meant; words that every limit has are left out."""
    return Counter(dict(_bagged(words, sided)))


def likeness(ours: Limit, theirs: Limit) -> float:
    """How much two limits speak of one thing, 0 to 1; only to lay them side by side, never to judge."""
    one, other = (bag(f"{x.condition} {x.quantity}") or bag(x.context) for x in (ours, theirs))
    total = one.total() + other.total()
    shared = 2 * (one & other).total() / total if total else 0.0
    units = unit(ours.unit), unit(theirs.unit)
    alike = units[0] is not None and units[1] is not None and units[0].dimension == units[1].dimension
    return 0.75 * shared + (0.25 if alike else 0.0)
