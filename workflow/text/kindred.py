"""Comments that say nearly the same, by the pairs of characters they share; rare pairs weigh more than common ones.

Pure and repeatable, and in time that grows with what is shared: nobody merges by it, it only lays comments together.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from math import fsum, log, sqrt
from typing import Final

ALIKE: Final = 0.7  # cosine from which two comments are offered together
RARE: Final = 0.5  # how much more a pair weighs that only one comment has than one that all have
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
        near = dict.fromkeys(chain.from_iterable(holders[pair] for pair in head))
        kin = (Kin(other, id_, _likeness(vector, vectors[other])) for other in near)
        found += islice((one for one in kin if one.likeness >= alike), _PER)
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
    """A comment as weights of its pairs, of length one, the rarest pairs first. Rare ones weigh a little more: were it
    much more, the few words in which the letters of a campaign differ would outweigh all that they share.
    """
    order = sorted(pairs, key=lambda pair: (held[pair], pair))
    weights = {pair: (1 + log(pairs[pair])) * (1 + RARE * log(n / held[pair]) / log(n + 1)) for pair in order}
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


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return round(fsum(one[pair] * other[pair] for pair in one.keys() & other.keys()), 4)
