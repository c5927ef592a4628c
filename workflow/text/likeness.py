"""Whether two titles name the same subject, in whatever words: from 0 to 1, the same for the same two titles always.

What kind of document it is, whose region it is for, and in which order its words stand count for nothing, and words of
one meaning are one (`data/same_words.txt`). What one title has beside the other counts against them little; where each
has something beside the other, they speak of two things, and that counts against them much.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from workflow.shipped import DATA, rows
from workflow.text.limits.numerals import number

ALIKE = 0.7  # from which somebody is told
BESIDE, APART = 0.5, 3.0  # what weighs a sign that one title alone has, and one against one
EXPLAINED = 0.7  # what is left of that weight where the other's scope has the words
SAME_FIELD = 0.04  # what an equal field code adds
FIELD = 6  # signs of a code that name a field: 03.220
_PART = re.compile(r"第\s*([0-9一二三四五六七八九十]+)\s*(部分|篇)")


@dataclass(frozen=True)
class Subject:
    """What a project says of itself."""

    title: str
    scope: str = ""
    codes: tuple[str, ...] = ()


def likeness(one: Subject, other: Subject) -> float:
    """How alike two subjects are: their titles first, then what their scopes say of the rest, and the field."""
    mine, yours = _signs(one.title), _signs(other.title)
    shared = (mine & yours).total()
    if not shared or 2 * shared < min(mine.total(), yours.total()) or _are_parts(one.title, other.title):
        return 0.0
    rest = sorted((_left(mine - yours, one.title, other.scope), _left(yours - mine, other.title, one.scope)))
    found = shared / (shared + BESIDE * (rest[1] - rest[0]) + APART * rest[0])
    is_same = bool({code[:FIELD] for code in one.codes if code} & {code[:FIELD] for code in other.codes if code})
    return round(min(found + SAME_FIELD * is_same, 1.0), 3)


def _are_parts(one: str, other: str) -> bool:
    """Whether they are two parts of something, which complete each other."""
    found = [_PART.search(unicodedata.normalize("NFKC", title)) for title in (one, other)]
    numbers = [number(part[1]) for part in found if part]
    return len(numbers) == 2 and numbers[0] != numbers[1]


def _left(signs: Counter[str], title: str, scope: str) -> float:
    """What one title has beside the other; words that stand in the other's scope weigh less."""
    if not signs or not scope:
        return signs.total()
    told = _plain(scope)
    there = {sign for two in pairwise(_plain(title)) if "".join(two) in told for sign in two}
    return sum(n * (EXPLAINED if sign in there else 1.0) for sign, n in signs.items())


@lru_cache(maxsize=20_000)
def _signs(words: str) -> Counter[str]:
    """The signs of what is left of the words, how often each."""
    return Counter(_plain(words))


@lru_cache(maxsize=20_000)
def _plain(words: str) -> str:
    """The words without what says nothing of a subject, each meaning by one word."""
    folded = _PART.sub("", unicodedata.normalize("NFKC", words).casefold())
    pattern, heads = _same_words()
    return "".join(sign for sign in pattern.sub(lambda found: heads[found[0]], folded) if sign.isalnum())


@cache
def _same_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every word that stands for another, or for nothing; regions say nothing of a subject."""
    heads = {row["name_zh"]: "" for row in rows("regions.csv")}
    for line in (DATA / "same_words.txt").read_text(encoding="utf-8").splitlines():
        head, *others = unicodedata.normalize("NFKC", line).casefold().split()
        if head != "#":
            heads |= dict.fromkeys(others, "") if head == "-" else dict.fromkeys((head, *others), head)
    longest = sorted(heads, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest))), heads
