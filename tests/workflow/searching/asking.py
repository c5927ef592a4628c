"""Queries and what a reader who scans everything would answer: no index, and no grammar of numbers."""

import random
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tests.workflow.searching.corpus import HOW, KIND, RARE, SIGNS, WHAT, WHERE, Made
from workflow.search.spelling import LINE, folded

END = LINE * 2
SPELLINGS = (
    "DB{area}{nature} {serial}—{year}",
    "db{area}{nature}{serial}-{year}",
    "ＤＢ{area}{nature} {serial}－{year}",
    "DB {area} / {nature} {serial} — {year}",
    "DB{area}{nature}{serial}一{year}",
    "DB{area}{nature} {serial}",
    "db {area}{nature} {serial}",
)
LOST = ("DB{area}T{serial}-{year}", "ＤＢ{area}T {serial}–{year}", "db{area}t{serial}")  # its slash


@dataclass
class Query:
    """What is typed, and the needles that a scan looks for: one of each."""

    words: str
    needles: list[tuple[str, ...]]


class Shelf:
    """Everything that was made, folded once into one long string, as somebody would keep it who has no index."""

    def __init__(self, standards: Sequence[Made]) -> None:
        self.ids = [one.id for one in standards]
        whole = [LINE.join(folded(line) for line in (*one.printed, *one.lines)) + END for one in standards]
        self.told, self.ends = "".join(whole), list(accumulate(map(len, whole)))
        self.took = 0.0
        self.answers: list[set[int]] = []

    def answer(self, asked: Sequence[Query]) -> None:
        """The plain scan, query by query."""
        began = time.perf_counter()
        self.answers = [set.intersection(*(self._any(needles) for needles in query.needles)) for query in asked]
        self.took = time.perf_counter() - began

    def _any(self, needles: tuple[str, ...]) -> set[int]:
        return {id_ for needle in needles for id_ in self._holding(needle)}

    def _holding(self, needle: str) -> Iterator[int]:
        at = self.told.find(needle)
        while at >= 0:
            n = bisect_right(self.ends, at)
            yield self.ids[n]
            at = self.told.find(needle, self.ends[n])


def queries(seed: int, standards: Sequence[Made], *, n: int) -> list[Query]:
    """So many: one sign, two signs, longer words, several words, and a third of them numbers in odd spellings."""
    chance = random.Random(seed)
    kinds = (_sign, _pair, _pair, _word, _several, _number, _number, _serial)
    return [kinds[k % len(kinds)](chance, standards) for k in range(n)]


def _plain(*words: str) -> Query:
    return Query(" ".join(words), [(folded(word),) for word in words])


def _sign(chance: random.Random, _: Sequence[Made]) -> Query:
    return _plain(chance.choice("".join((*WHERE, *WHAT, *KIND)).replace(" ", "") + SIGNS + RARE + "%_'\"\\/℃"))


def _pair(chance: random.Random, standards: Sequence[Made]) -> Query:
    if chance.random() < 0.3:
        return _plain("".join(chance.sample(SIGNS, 2)))
    return _plain(_cut(chance, chance.choice(standards), 2))


def _word(chance: random.Random, standards: Sequence[Made]) -> Query:
    return _plain(_cut(chance, chance.choice(standards), chance.randrange(3, 12)))


def _several(chance: random.Random, standards: Sequence[Made]) -> Query:
    one = chance.choice(standards)
    return _plain(_cut(chance, one, 2), _cut(chance, one, 1), folded(chance.choice(HOW)))


def _cut(chance: random.Random, one: Made, length: int) -> str:
    """Some signs of a line of it, in another width or case."""
    lines = [folded(line) for line in one.lines if line]
    line = chance.choice([line for line in lines if len(line) >= length] or [max(lines, key=len)])
    length = min(length, len(line))
    at = chance.randrange(len(line) - length + 1)
    word = line[at : at + length].replace("/", "／")
    return chance.choice((word, word.upper(), word.translate({ord(s): ord(s) + 0xFEE0 for s in "abcdev0123456789-"})))


def _serial(chance: random.Random, standards: Sequence[Made]) -> Query:
    _, _, serial, year = chance.choice(chance.choice(standards).numbers)
    return _plain(chance.choice((f"{serial}", f"{serial}—{year}", f"{serial}".translate(_WIDE))))


_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}


def _number(chance: random.Random, standards: Sequence[Made]) -> Query:
    area, nature, serial, year = chance.choice(chance.choice(standards).numbers)
    shape = chance.choice((*SPELLINGS, *(LOST if nature == "/T" else ())))
    shown = nature.removeprefix("/") if " / " in shape else nature
    typed = shape.format(area=area, nature=shown, serial=serial, year=year)
    key = f"db{area}{nature.lower()}{serial}" + (f"-{year}" if "{year}" in shape else "")
    return Query(typed, [(key, folded(typed))])
