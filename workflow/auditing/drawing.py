"""How a sample is drawn: names in a fixed order, one hash a name, the smallest hashes win (docs/sample.md). Pure."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

MOST: Final = 500


@dataclass(frozen=True)
class Drawn:
    """What was drawn, in the order of its hashes, and from how many names with which hash."""

    names: tuple[str, ...]
    population: int
    population_sha256: str


def draw(names: Iterable[str], *, seed: str, size: int) -> Drawn:
    """Read the names once, whatever their number, and keep no more of them than are drawn."""
    digest, count = sha256(), 0

    def counted() -> Iterable[str]:
        nonlocal count
        for name in names:
            digest.update(f"{name}\n".encode())
            count += 1
            yield name

    drawn = heapq.nsmallest(size, counted(), key=lambda name: sha256(f"{seed}\n{name}".encode()).digest())
    return Drawn(tuple(drawn), count, digest.hexdigest())


def seed_of(roots: Mapping[str, bytes], words: str) -> str:
    """A seed that nobody chose alone: of the signed roots of the logs, by their names, and of words."""
    lines = [f"{origin} {root.hex()}" for origin, root in sorted(roots.items())]
    return sha256("\n".join([*lines, words]).encode()).hexdigest()


def listed(names: Iterable[str]) -> str:
    """The hash of a list of names."""
    return sha256("".join(f"{name}\n" for name in names).encode()).hexdigest()
