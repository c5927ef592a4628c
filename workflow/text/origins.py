"""In which version a sentence was written: a sentence is as old as its unbroken stay in its clause."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from workflow.text.merging import sentences


@dataclass(frozen=True)
class Stretch:
    """Neighbouring sentences of one origin; `version` is the number of the version that brought them."""

    version: int
    words: str


def origins(bodies: Iterable[tuple[int, str]]) -> list[Stretch]:
    """The last body of a clause by origin, from all its bodies with the numbers of their versions, oldest first."""
    known: list[tuple[str, int]] = []
    last = None
    for version, body in bodies:
        if body != last:
            known = _followed(known, sentences(body), version)
        last = body
    told: list[Stretch] = []
    for words, version in known:
        if told and told[-1].version == version:
            told[-1] = Stretch(version, told[-1].words + words)
        else:
            told.append(Stretch(version, words))
    return told


def _followed(known: list[tuple[str, int]], now: list[str], version: int) -> list[tuple[str, int]]:
    codes = SequenceMatcher(None, [words for words, _ in known], now, autojunk=False).get_opcodes()
    made: list[tuple[str, int]] = []
    for tag, a, b, c, d in codes:
        made += known[a:b] if tag == "equal" else [(words, version) for words in now[c:d]]
    return made
