"""A comment hangs on words of an old version: where are they in a newer one? Exactly there, there but changed, or lost.

Clauses are followed by their ids, so moves and new numbers lose nothing; within a clause sentences are followed first.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import Final

from workflow.text.heard import Heard, squeezed

_HALF: Final = 0.5  # of the quoted signs must still stand there
_SURE: Final = 8  # signs of a quote that means the same place wherever it stands once


class Hold(StrEnum):
    """How well a comment still hangs on its words."""

    EXACT = "exact"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True)
class Anchor:
    """Where a quote is in the new clause, as a stretch of its source (title, line end, body)."""

    hold: Hold
    start: int = 0
    end: int = 0


LOST: Final = Anchor(Hold.LOST)


def anchored(old: Heard | None, new: Heard | None, quote: str, nth: int = 0) -> Anchor:
    """Where the quote of the old clause is in the new one; without a quote the whole clause is meant."""
    if new is None:
        return LOST
    wanted = squeezed(quote)
    if not wanted:
        is_same = old is not None and old.words == new.words
        return Anchor(Hold.EXACT if is_same else Hold.CHANGED, 0, len(new.source))
    start = old.occurrence(wanted, nth) if old is not None else -1
    if old is None or start < 0:
        return _only(new, wanted)
    if old.words == new.words:
        return _at(new, start, start + len(wanted), Hold.EXACT)
    return _followed(old, new, wanted, start)


def _followed(old: Heard, new: Heard, wanted: str, start: int) -> Anchor:
    """By the sentences around the words where those stand unchanged, else sign by sign, else by the words alone."""
    before, size = old.sentences(), len(wanted)
    went = _places(before, new.sentences())
    kept = [place for place in went[start : start + size] if place is not None]
    around, begin = _around(before, start, start + size)
    if not _is_run(went[begin : begin + len(around)]):
        there = _nearest(new.words, around, kept[0] if kept else begin)
        if there >= 0:
            return _at(new, there + start - begin, there + start - begin + size, Hold.EXACT)
    if _is_run(went[start : start + size]):
        return _at(new, kept[0], kept[-1] + 1, Hold.EXACT)
    near = _nearest(new.words, wanted, kept[0] if kept else start)
    if near >= 0 and (kept or size >= _SURE):
        return _at(new, near, near + size, Hold.EXACT)
    if len(kept) >= max(1, _HALF * size):
        return _at(new, kept[0], kept[-1] + 1, Hold.CHANGED)
    return LOST


def _is_run(places: Sequence[int | None]) -> bool:
    """Whether signs that stood side by side all stand so still."""
    there = [place for place in places if place is not None]
    return len(there) == len(places) and all(after == before + 1 for before, after in pairwise(there))


def _around(sentences: Sequence[str], start: int, end: int) -> tuple[str, int]:
    """The whole sentences in which a stretch lies, and where they begin."""
    words, begin, at = "", 0, 0
    for sentence in sentences:
        at += len(sentence)
        if start < at and at - len(sentence) < end:
            begin = begin if words else at - len(sentence)
            words += sentence
    return words, begin


def _only(new: Heard, wanted: str) -> Anchor:
    """Words that stand once mean that place, whatever they hung on before."""
    at = new.words.find(wanted)
    is_one = at >= 0 and new.words.find(wanted, at + 1) < 0
    return _at(new, at, at + len(wanted), Hold.EXACT) if is_one else LOST


def _at(new: Heard, start: int, end: int, hold: Hold) -> Anchor:
    return Anchor(hold, *new.stretch(start, end))


def _nearest(words: str, wanted: str, to: int) -> int:
    """Where the words stand nearest to a place; -1 if nowhere."""
    found, at = [], words.find(wanted)
    while at >= 0:
        found.append(at)
        at = words.find(wanted, at + 1)
    if not found:
        return -1
    right = bisect_left(found, to)
    return min(found[max(0, right - 1) : right + 1], key=lambda place: abs(place - to))


def _places(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each sign of the old sentences where it stands now."""
    went: list[int | None] = []
    at = 0
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[a:b]), "".join(after[c:d])
        went += [at + n for n in range(len(was))] if tag == "equal" else _signs(was, now, at)
        at += len(now)
    return went


def _signs(was: Sequence[str], now: Sequence[str], at: int) -> list[int | None]:
    went: list[int | None] = [None] * len(was)
    for start, there, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        for n in range(size):
            went[start + n] = at + there + n
    return went
