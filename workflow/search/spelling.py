"""One spelling for what is searched in and what is searched for: width, case, dashes and spaces make no difference."""

import re
import unicodedata
from collections.abc import Iterator

BETWEEN = "|"  # keeps one name from running into the next
LINE = "\n"  # the same in passages: no folded word holds it
# After NFKC. Between figures, 一 and ー are what character recognition makes of the dash.
_DASHES = re.compile(r"[-‐‒–—―−]+|(?<=[0-9])[一ー]+(?=[0-9])")
_UNSPOKEN = re.compile(r"[\s\x00-\x1f\x7f]+")


def folded(words: str) -> str:
    """One spelling of words, without spaces."""
    plain = _UNSPOKEN.sub("", unicodedata.normalize("NFKC", words).casefold())
    return _DASHES.sub("-", plain)


def search_words(*parts: str) -> str:
    """What a standard is found by, folded once when it is written; what was folded before stays as it is."""
    return BETWEEN.join(folded(part) for part in parts if part)


def lined(*lines: str) -> str:
    """Lines of one passage, each folded; a word is found within a line."""
    return LINE.join(told for line in lines if (told := folded(line)))


def traced(line: str) -> tuple[str, list[tuple[int, int]]]:
    """A line folded and, for each of its signs, the stretch of the line that it came from; no stretches where a sign
    came of two that stand apart.
    """
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(line):
        told = _UNSPOKEN.sub("", unicodedata.normalize("NFKC", line[start:end]).casefold())
        signs += told
        places += [(start, end)] * len(told)
    plain, at = "".join(signs), 0
    found: list[str] = []
    stretches: list[tuple[int, int]] = []
    for dash in _DASHES.finditer(plain):
        found += [*plain[at : dash.start()], "-"]
        stretches += [*places[at : dash.start()], (places[dash.start()][0], places[dash.end() - 1][1])]
        at = dash.end()
    whole = "".join([*found, plain[at:]])
    return (whole, stretches + places[at:]) if whole == folded(line) else (folded(line), [])


def _clusters(line: str) -> Iterator[tuple[int, int]]:
    """Each sign with the marks that are set upon it."""
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or not unicodedata.combining(line[at]):
            yield start, at
            start = at
