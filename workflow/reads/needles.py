"""What a query looks for: its words, and the numbers of standards in it, in whatever spelling they were typed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from workflow.search.spelling import LINE, folded
from workflow.text.number_parsing import Ambiguous, Rejected, parse
from workflow.text.numbers import Family, Nature, StandardNumber

MOST: Final = 8  # words that are looked at
_LONGEST: Final = 7  # words of a number: DB 11 / T 3001 — 2026
_BEGINS: Final = ("db", "gb", "iso", "iec")
# Of which areas numbers are at present is no matter here: whoever typed one meant it.
_AREAS: Final = frozenset(
    code for area in range(11, 90) for code in (f"{area}", *(f"{area}{city:02}" for city in range(100)))
)


@dataclass(frozen=True)
class Term:
    """One thing looked for: any of the needles, folded, satisfies it. `marks` are what stands among the numbers of a
    standard that bears exactly the number meant."""

    needles: tuple[str, ...]
    marks: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def terms(words: str) -> tuple[Term, ...]:
    """All of them must be met."""
    return tuple(_terms(words.split()[:MOST]))


def _terms(words: list[str]) -> Iterator[Term]:
    while words:
        n, term = next(_longest(words))
        words = words[n:]
        if term is not None:
            yield term


def _longest(words: list[str]) -> Iterator[tuple[int, Term | None]]:
    """A number of as many words as it takes, else the first word as it is."""
    first = folded(words[0])
    is_number = first.startswith(_BEGINS) or "/" in first
    for n in range(min(_LONGEST, len(words)) if is_number else 1, 0, -1):
        if found := tuple(_meant(" ".join(words[:n]))):
            yield n, _numbered(folded("".join(words[:n])), found)
    yield 1, _plain(first)


def _meant(words: str) -> Iterator[StandardNumber]:
    match parse(words, areas=_AREAS):
        case StandardNumber() as number:
            yield number
        case Rejected(suggestions=several) | Ambiguous(candidates=several):
            yield from (one for one in several if not _is_area(one))


def _is_area(one: StandardNumber) -> bool:
    """DB11 is a number that nobody has written to its end."""
    return _lacks_area(one) and one.nature is not Nature.RECOMMENDED


def _lacks_area(one: StandardNumber) -> bool:
    return one.family is Family.INDUSTRY and one.code == "DB"


def _plain(word: str) -> Term | None:
    """A word; one of figures may be the serial of a number, with its part."""
    if not word:
        return None
    serial = word.replace(".", "", 1)
    ends = tuple(f"{nature}{word}{end}" for nature in ("/t", "/") for end in "-\n")
    return Term((word,), ends if serial.isascii() and serial.isdecimal() else ())


def _numbered(word: str, meant: tuple[StandardNumber, ...]) -> Term:
    needles: dict[str, None] = {word: None}
    marks: list[str] = []
    for number in meant:
        for key in (number.key, replace(number, width=0).key):
            told, head = folded(key), LINE
            if _lacks_area(number):
                told, head = told.removeprefix("db"), ""
            needles[told] = None
            marks += [f"{head}{told}{LINE}", *([] if number.year else [f"{head}{told}-"])]
    return Term(tuple(needles), tuple(dict.fromkeys(marks)))
