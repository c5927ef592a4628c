"""In which version a sentence was written: a sentence is as old as its unbroken stay in its clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from workflow.text.merging import sentences


@dataclass(frozen=True)
class Credit:
    """Whose a sentence is beside who wrote the version: a suggestion, and comments, by their ids."""

    suggestion: int = 0
    comments: tuple[int, ...] = ()


Credits = Mapping[tuple[int, str], Credit]  # number of a version, and a sentence that came with it
NONE: Final = Credit()
NOBODY: Final[Credits] = MappingProxyType({})


@dataclass(frozen=True)
class Stretch:
    """Neighbouring sentences of one origin; `version` is the number of the version that brought them."""

    version: int
    words: str
    credit: Credit = NONE


def origins(bodies: Iterable[tuple[int, str]], credits: Credits = NOBODY) -> list[Stretch]:
    """The last body of a clause by origin, from all its bodies with the numbers of their versions, oldest first. To a
    sentence that came with a version `credits` may say more.
    """
    known: list[tuple[str, int]] = []
    last = None
    for version, body in bodies:
        if body != last:
            known = _followed(known, sentences(body), version)
        last = body
    return _told(known, credits)


def partings(bodies: Iterable[tuple[int, str]]) -> list[Stretch]:
    """The first body of a clause by the versions that took its sentences out; 0 where they stand in the last one."""
    path = list(bodies)
    after = {version: later for (version, _), (later, _) in pairwise(path)}
    stayed = origins(reversed(path))
    return [replace(stretch, version=after.get(stretch.version, 0)) for stretch in stayed]


def _told(known: Iterable[tuple[str, int]], credits: Credits) -> list[Stretch]:
    told: list[Stretch] = []
    for words, version in known:
        credit = credits.get((version, words), NONE)
        if told and (told[-1].version, told[-1].credit) == (version, credit):
            told[-1] = replace(told[-1], words=told[-1].words + words)
        else:
            told.append(Stretch(version, words, credit))
    return told


def _followed(known: list[tuple[str, int]], now: list[str], version: int) -> list[tuple[str, int]]:
    codes = SequenceMatcher(None, [words for words, _ in known], now, autojunk=False).get_opcodes()
    made: list[tuple[str, int]] = []
    for tag, a, b, c, d in codes:
        made += known[a:b] if tag == "equal" else [(words, version) for words in now[c:d]]
    return made
