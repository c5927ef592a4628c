"""Whether two limits are about one matter: the same quantity of the same thing under the same condition.

Words are compared as bags of signs, numbers whole; what adds or lacks one sign that means something is another matter.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from workflow.text.limits.limit import Limit
from workflow.text.limits.numerals import PATTERN as NUMBER
from workflow.text.limits.numerals import number, told
from workflow.text.limits.signs import folded
from workflow.text.limits.units import unit

Bag = Counter[str]
_SAME: Final = (  # words that mean one thing in a standard; signs in place of words that must not fall apart
    ("质量浓度|含量|浓度值", "浓度"),
    ("间距|间隔距离", "距离"),
    ("时限|期限|时长|所需时间", "时间"),
    ("比率|占比|比重", "比例"),
    ("频次|频率", "次数"),
    ("数量|个数|数目", ""),
    ("允许偏差|允差|误差", "偏差"),
    ("小时平均|小时均值|1 ?h ?平均", "Ⓗ"),
    ("日平均|日均值?|24 ?h ?平均", "Ⓓ"),
    ("设置|配备|配置|设有|具有|^有", ""),
    ("维持平均照度", "平均照度"),
    ("(?<=空气)中", ""),
    (r"时(?=$|[，,\s])", ""),
)
_FILLS: Final = re.compile(
    r"应当|应|宜|须|必须|均应|其|的|之|与|和|及|处|在|于|为|是|控制|保持|要求|规定|限值|指标|数值|值|"
    r"且|并|同时|对|当|[、，,。:;()\s—]|\b(?:the|shall|be|should|must|of|an?)\b",
    re.IGNORECASE,
)
_HIGHEST: Final = re.compile("最大允许|最大|最高|至多|最多")
_LOWEST: Final = re.compile("最小允许|最小|最低|至少|最少")
_ALIAS: Final = re.compile(r"\([A-Za-z0-9₀-₉⁰-⁹ .\-]+\)")
_TOKEN: Final = re.compile(rf"{NUMBER}|[A-Za-z]+|.")
_DIFFERENCE: Final = re.compile("温差|温升|偏差|误差|波动|变化|温降|不均匀|梯度")
_NAMED: Final = 6  # signs from which a limit names its thing itself, whatever stands above
_ALIKE: Final = 0.5


def same_matter(ours: Limit, theirs: Limit) -> bool:
    """Sure, or not: doubt is False. A limit that does not name its thing has it from what stands above."""
    if bool(_DIFFERENCE.search(ours.quantity)) != bool(_DIFFERENCE.search(theirs.quantity)):
        return False
    aliased = all(_ALIAS.search(folded(_own(one))) for one in (ours, theirs))
    (mine, over), (yours, above) = (_told(one, aliased) for one in (ours, theirs))
    if mine and mine == yours:
        return mine.total() >= _NAMED or _alike(over - mine, above - yours)
    return (mine | over) in (yours, yours | above) or mine == (yours | above)


def tellings(limit: Limit) -> frozenset[frozenset[tuple[str, int]]]:
    """What a limit is told by, alone and with what stands above: limits of one matter share one of them."""
    own, above = _told(limit, False)
    return frozenset(frozenset(told.items()) for told in (own, own | above))


def likeness(ours: Limit, theirs: Limit) -> float:
    """How much two limits speak of one thing, 0 to 1; only to lay them side by side, never to judge."""
    one, other = (own or above for own, above in (_told(x, False) for x in (ours, theirs)))
    units = unit(ours.unit), unit(theirs.unit)
    alike = units[0] is not None and units[1] is not None and units[0].dimension == units[1].dimension
    return 0.75 * _share(one, other) + (0.25 if alike else 0.0)


def _own(limit: Limit) -> str:
    return f"{limit.condition} {limit.quantity}"


def _told(limit: Limit, aliased: bool) -> tuple[Bag, Bag]:
    """What is limited by its own words, and what stands above."""
    side = "both" if limit.low and limit.high else "high" if limit.high else "low"
    return bag(_own(limit), side, aliased), bag(limit.context, side, aliased)


def _alike(one: Bag, other: Bag) -> bool:
    return not one or not other or one <= other or other <= one or _share(one, other) >= _ALIKE


def _share(one: Bag, other: Bag) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def bag(words: str, side: str = "both", aliased: bool = False) -> Bag:
    """The signs that tell which matter is meant; what every limit of this side says is left out."""
    return Counter(dict(_bagged(words, side, aliased)))


@lru_cache(maxsize=8192)
def _bagged(words: str, side: str, aliased: bool) -> tuple[tuple[str, int], ...]:
    said = folded(words).casefold()
    said = said if aliased else _ALIAS.sub("", said)
    for same, sign in _SAME:
        said = re.sub(same, sign, said)
    if side in {"high", "low"}:
        said = (_HIGHEST if side == "high" else _LOWEST).sub("", said)
    return tuple(Counter(_plain(token) for token in _TOKEN.findall(_FILLS.sub(" ", said)) if token.strip()).items())


def _plain(token: str) -> str:
    value = number(token) if token[0].isdigit() else None
    return token if value is None else told(value)
