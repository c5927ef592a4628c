"""Comments that say nearly the same, by the pairs of characters they share; rare pairs weigh more than common ones.

Pure and repeatable, and in time that grows with what is shared: nobody merges by it, it only lays comments together.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log, sqrt
from typing import Final

ALIKE: Final = 0.6  # cosine from which two comments are offered together
_PER: Final = 12  # the most that one comment is laid beside


@dataclass(frozen=True)
class Kin:
    """Two comments that are alike, the earlier one first."""

    one: int
    other: int
    likeness: float


def kindred(said: Mapping[int, str], alike: float = ALIKE) -> list[Kin]:
    """The pairs that are alike, the closest first; the keys are the ids of the comments.

    Whoever is alike shares a pair of characters in the heads of both, where a head holds the rarest ones, as many as it
    takes for the rest to be too light to make them alike; so only heads are searched, and nobody is missed.
    """
    counted = {id_: _pairs(said[id_]) for id_ in sorted(said)}
    held = Counter(pair for pairs in counted.values() for pair in pairs)
    vectors = {id_: _vector(pairs, held, len(counted)) for id_, pairs in counted.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    found: list[Kin] = []
    for id_, vector in vectors.items():
        head = _head(vector, alike)
        near = {other for pair in head for other in holders[pair]}
        found += _alike(id_, vector, {other: vectors[other] for other in near}, alike)
        for pair in head:
            holders[pair].append(id_)
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


def _vector(pairs: Counter[str], held: Mapping[str, int], n: int) -> dict[str, float]:
    """A comment as weights of its pairs, of length one, the rarest pairs first."""
    order = sorted(pairs, key=lambda pair: (held[pair], pair))
    weights = {pair: (1 + log(pairs[pair])) * log(1 + n / held[pair]) for pair in order}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {pair: weight / length for pair, weight in weights.items()}


def _head(vector: Mapping[str, float], alike: float) -> list[str]:
    """The rarest pairs, without which what is left is lighter than `alike`."""
    head, rest = [], 1.0
    for pair, weight in vector.items():
        if rest < alike * alike - 1e-9:
            break
        head.append(pair)
        rest -= weight * weight
    return head


def _alike(id_: int, vector: Mapping[str, float], near: Mapping[int, Mapping[str, float]], alike: float) -> list[Kin]:
    """Those of the earlier comments that are like this one."""
    found = []
    for other, theirs in near.items():
        likeness = fsum(vector[pair] * theirs[pair] for pair in vector.keys() & theirs.keys())
        if likeness >= alike:
            found.append(Kin(other, id_, round(likeness, 4)))
    return sorted(found, key=lambda kin: (-kin.likeness, kin.one))[:_PER]
