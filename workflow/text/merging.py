"""Two people changed the same clause: what one side changed is taken, what both changed is a conflict for a person.

The unit is the sentence, in a table the cell: a merge letter by letter turns 不应 and 80 into what nobody wrote.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

# A sentence ends with its mark, a line with its end; the row of a table falls into its cells.
_SENTENCE: Final = re.compile(r"[^。；;！？!?\n]*[。；;！？!?]+(?:[”’」』）)]+)?|[^。；;！？!?\n]+|\n")
_CELL: Final = re.compile(r"(?:\\.|[^|\\\n])*\||[^|\n]+|\n")
_ROW: Final = re.compile(r"[!|]\s.*\|\s*")
_TABLE: Final = re.compile(r"^【表 (\w+)】.*?^【表完】$", re.M | re.S)
_WEIGHTY: Final = re.compile(
    r"不?(?:应该|应|宜|可以|可能|可|能够|能|必须|得|准许|允许|禁止|严禁|不必|无须)"
    r"|[-+±≤≥<>＜＞]?\s?\d+(?:[.,]\d+)*\s?(?:%|‰|°C|℃|°|[A-Za-zμΩ]{1,4}(?:/[A-Za-z]{1,3})?[²³]?(?![A-Za-z]))?"
)


@dataclass(frozen=True)
class Conflict:
    """What stood there, what stands there now, and what else was written there."""

    base: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Weighty:
    """A change by one side that touches a number, a unit or a modal verb: taken, and listed for a person to confirm."""

    before: str
    after: str


@dataclass(frozen=True)
class Merged:
    """The words in which ours stands wherever both differ, and what a person must look at."""

    words: str
    conflicts: tuple[Conflict, ...] = ()
    weighty: tuple[Weighty, ...] = ()


def merged(base: str, ours: str, theirs: str) -> Merged:
    """The words of both sides, changed from one base. What is in `theirs` and not in the result is in a conflict."""
    if theirs in (base, ours):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    words: list[str] = []
    conflicts: list[Conflict] = []
    weights: list[Weighty] = []
    whole = _reshaped(base, ours) | _reshaped(base, theirs)
    for was, mine, other in _chunks(*(_cut(side, whole) for side in (base, ours, theirs))):
        if mine == other or other == was:
            words.append(mine)
        elif mine == was:
            words.append(other)
            if weighs(was, other):
                weights.append(Weighty(was, other))
        else:
            words.append(mine)
            conflicts.append(Conflict(was, mine, other))
    return Merged("".join(words), tuple(conflicts), tuple(weights))


def sentences(words: str) -> list[str]:
    """The words cut where a person may decide on each piece by itself; joined they are the words again."""
    pieces: list[str] = []
    for line in words.splitlines(keepends=True):
        pieces += (_CELL if _ROW.fullmatch(line.rstrip("\n")) else _SENTENCE).findall(line)
    return pieces


def _cut(words: str, whole: Collection[str]) -> list[str]:
    """Sentences and cells, but these tables each in one piece."""
    pieces: list[str] = []
    at = 0
    for found in _TABLE.finditer(words) if whole else ():
        if found[1] in whole:
            pieces += [*sentences(words[at : found.start()]), found[0]]
            at = found.end()
    return pieces + sentences(words[at:])


def _reshaped(base: str, side: str) -> set[str]:
    """Tables whose columns came, went or changed places: what the other side put in would stand under wrong heads."""
    was, now = _heads(base), _heads(side)
    return {
        id_
        for id_ in was.keys() & now.keys()
        if len(was[id_]) != len(now[id_]) or (was[id_] != now[id_] and sorted(was[id_]) == sorted(now[id_]))
    }


def _heads(words: str) -> dict[str, list[str]]:
    """The cells of the first row of every table."""
    found = ((one[1], next(filter(_ROW.fullmatch, one[0].split("\n")), "")) for one in _TABLE.finditer(words))
    return {id_: [cell.strip() for cell in _CELL.findall(row)] for id_, row in found}


def weighs(before: str, after: str) -> bool:
    """Whether a change touches a number, a unit or a modal verb (应 宜 可 能)."""
    return Counter(_WEIGHTY.findall(before)) != Counter(_WEIGHTY.findall(after))


def _chunks(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Stretches of the base with what each side made of them: the same in all three, or changed by somebody."""
    mine, other = _changes(base, ours), _changes(base, theirs)
    at = 0
    for start, end in _stretches([*mine, *other]):
        yield ("".join(base[at:start]),) * 3
        told = "".join(base[start:end])
        yield told, _made(base, mine, ours, start, end), _made(base, other, theirs, start, end)
        at = end
    yield ("".join(base[at:]),) * 3


Change = tuple[int, int, int, int]  # a stretch of the base and the stretch that replaces it


def _changes(base: Sequence[str], side: Sequence[str]) -> list[Change]:
    codes = SequenceMatcher(None, base, side, autojunk=False).get_opcodes()
    return [(a, b, c, d) for tag, a, b, c, d in codes if tag != "equal"]


def _stretches(changes: Sequence[Change]) -> list[tuple[int, int]]:
    """Stretches of the base that somebody changed, overlapping ones as one; what is put in at a point meets whatever
    changes the sentences on either side of it.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted((change[0], change[1]) for change in changes):
        last = joined[-1] if joined else None
        meets = last is not None and (start < last[1] or (start == last[1] and (start == end or last[0] == last[1])))
        if last is not None and meets:
            joined[-1] = (last[0], max(last[1], end))
        else:
            joined.append((start, end))
    return joined


def _made(base: Sequence[str], changes: Sequence[Change], side: Sequence[str], start: int, end: int) -> str:
    """What one side made of a stretch of the base."""
    made: list[str] = []
    at = start
    for a, b, c, d in changes:
        if start <= a and b <= end:
            made += [*base[at:a], *side[c:d]]
            at = b
    return "".join([*made, *base[at:end]])
