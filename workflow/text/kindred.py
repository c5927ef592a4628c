"""Comments that say nearly the same, by the pairs of characters they share; rare pairs weigh more than common ones.

Pure and repeatable, and in time that grows with what is shared: nobody merges by it, it only lays comments together.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import Final

ALIKE: Final = 0.6  # cosine from which two comments are offered together
_COMMON: Final = 0.2  # a pair of characters in more of the comments than this brings nobody together
_FEW: Final = 40  # comments below which nothing is common
_PER: Final = 12  # the most that one comment is laid beside


@dataclass(frozen=True)
class Kin:
    """Two comments that are alike, the earlier one first."""

    one: int
    other: int
    likeness: float


def kindred(said: Mapping[int, str], alike: float = ALIKE) -> list[Kin]:
    """The pairs that are alike, the closest first; the keys are the ids of the comments."""
    vectors = _vectors({id_: _pairs(words) for id_, words in said.items()})
    holders: dict[str, list[int]] = defaultdict(list)
    for id_ in sorted(vectors):
        for pair in vectors[id_]:
            holders[pair].append(id_)
    most = max(_FEW, int(len(vectors) * _COMMON))
    found = [kin for id_, vector in vectors.items() for kin in _beside(id_, vector, vectors, holders, most, alike)]
    return sorted(found, key=lambda kin: (-kin.likeness, kin.one, kin.other))


def families(pairs: Iterable[Kin]) -> list[list[int]]:
    """Comments that hang together by pairs, each family by id, the largest first."""
    head: dict[int, int] = {}

    def root(id_: int) -> int:
        while head.setdefault(id_, id_) != id_:
            head[id_] = head[head[id_]]
            id_ = head[id_]
        return id_

    for kin in pairs:
        one, other = root(kin.one), root(kin.other)
        head[max(one, other)] = min(one, other)
    families_: dict[int, list[int]] = defaultdict(list)
    for id_ in sorted(head):
        families_[root(id_)].append(id_)
    return sorted(families_.values(), key=lambda family: (-len(family), family[0]))


def _pairs(words: str) -> Counter[str]:
    """Neighbouring characters; signs of no meaning, and how wide a letter is, count for nothing."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    signs = [sign for sign in folded if sign.isalnum()]
    return Counter(one + other for one, other in pairwise(signs)) or Counter(signs)


def _vectors(counted: Mapping[int, Counter[str]]) -> dict[int, dict[str, float]]:
    """Each comment as weights of its pairs, of length one."""
    held = Counter(pair for pairs in counted.values() for pair in pairs)
    vectors = {}
    for id_, pairs in counted.items():
        weights = {pair: (1 + log(n)) * log(1 + len(counted) / held[pair]) for pair, n in pairs.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors[id_] = {pair: weight / length for pair, weight in weights.items()}
    return vectors


def _beside(
    id_: int,
    vector: Mapping[str, float],
    vectors: Mapping[int, Mapping[str, float]],
    holders: Mapping[str, Sequence[int]],
    most: int,
    alike: float,
) -> list[Kin]:
    """The later comments that are like this one; those that share no rare pair are never looked at."""
    near = {other for pair in vector if len(holders[pair]) <= most for other in holders[pair] if other > id_}
    found = []
    for other in near:
        theirs = vectors[other]
        likeness = sum(weight * theirs[pair] for pair, weight in vector.items() if pair in theirs)
        if likeness >= alike:
            found.append(Kin(id_, other, round(likeness, 4)))
    return sorted(found, key=lambda kin: (-kin.likeness, kin.other))[:_PER]
