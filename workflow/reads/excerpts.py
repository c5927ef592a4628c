"""Where words were found, shown: a line as pieces, some of them marked, and cut to what is around the first."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from workflow.search.spelling import traced

BEFORE, LENGTH = 18, 84  # signs of an excerpt
CUT = "…"


class Piece(NamedTuple):
    """A stretch of words, and whether it was looked for."""

    words: str
    is_found: bool


def marked(line: str, needles: Collection[str]) -> list[Piece]:
    """The whole line."""
    return list(_pieces(line, 0, len(line), _stretches(line, needles)))


def excerpt(lines: Sequence[str], needles: Collection[str]) -> list[Piece]:
    """The line in which most of the needles stand, around the first of them."""
    found = [(line, _stretches(line, needles)) for line in lines]
    line, stretches = max(found, key=lambda one: len({one[0][a:b] for a, b in one[1]}), default=("", []))
    first = stretches[0][0] if stretches else 0
    start = first - BEFORE if first > BEFORE + 4 else 0
    end = len(line) if len(line) - start <= LENGTH + 4 else start + LENGTH
    shown = [(max(a, start), min(b, end)) for a, b in stretches if a < end and b > start]
    pieces = list(_pieces(line, start, end, shown))
    return [*([Piece(CUT, False)] if start else []), *pieces, *([Piece(CUT, False)] if end < len(line) else [])]


def _stretches(line: str, needles: Collection[str]) -> list[tuple[int, int]]:
    """Where the needles stand in the line, those that touch joined."""
    told, places = traced(line)
    if not places:
        return []
    found = sorted((places[at][0], places[at + len(needle) - 1][1]) for needle in needles for at in _all(told, needle))
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            before = joined.pop()
            start, end = before[0], max(before[1], end)
        joined.append((start, end))
    return joined


def _all(told: str, needle: str) -> Iterator[int]:
    at = told.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = told.find(needle, at + len(needle))


def _pieces(line: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    cuts = [start, *(cut for stretch in found for cut in stretch), end]
    for n, (a, b) in enumerate(pairwise(cuts)):
        if a < b:
            yield Piece(line[a:b], bool(n % 2))
