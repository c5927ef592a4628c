"""In which version a sentence was written: a sentence is as old as its unbroken stay in its clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final

from workflow.text.merging import sentences

NOBODY: Final[Mapping[tuple[int, str], int]] = MappingProxyType({})


@dataclass(frozen=True)
class Stretch:
    """Neighbouring sentences of one origin; `version` is the number of the version that brought them, `credit` what the
    caller knows beside that of how they came into it.
    """

    version: int
    words: str
    credit: int = 0


def origins(bodies: Iterable[tuple[int, str]], credits: Mapping[tuple[int, str], int] = NOBODY) -> list[Stretch]:
    """The last body of a clause by origin, from all its bodies with the numbers of their versions, oldest first. To a
    sentence that came with a version `credits` may say more.
    """
    known: list[tuple[str, int]] = []
    last = None
    for version, body in bodies:
        if body != last:
            known = _followed(known, sentences(body), version)
        last = body
    told: list[Stretch] = []
    for words, version in known:
        credit = credits.get((version, words), 0)
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
