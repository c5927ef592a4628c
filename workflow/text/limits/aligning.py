"""The clauses of two standards laid side by side, by titles and words; numbers say nothing of the matter."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.kindred import kindred

COMPARED: Final = frozenset(
    {
        *(ClauseKind.SCOPE, ClauseKind.TERMS, ClauseKind.SYMBOLS, ClauseKind.CHAPTER, ClauseKind.CLAUSE),
        *(ClauseKind.ANNEX, ClauseKind.NORMATIVE_ANNEX, ClauseKind.INFORMATIVE_ANNEX),
    }
)
_ALIKE: Final = 0.3  # cosine below which two clauses are two matters, unless they bear one title
_TITLED: Final = 0.4  # what one title weighs
_UNTOLD: Final = re.compile(r"\d+(?:\.\d+)?|[\s，,。；;:：、()（）|!【】]|\{@[a-z0-9]+\}")
Pairs = list[tuple[Clause | None, Clause | None]]


def compared(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that are laid side by side: what only introduces a standard is left out, with all below it."""
    kept: dict[str, Clause] = {}
    for clause in clauses:
        if clause.kind in COMPARED and (clause.parent is None or clause.parent in kept):
            kept[clause.id] = clause
    return list(kept.values())


def aligned(ours: Sequence[Clause], theirs: Sequence[Clause]) -> Pairs:
    """Each of ours with theirs beside it or nothing; those that only they have stand where they stand with them."""
    beside = _beside(ours, theirs)
    back = {m: n for n, m in beside.items()}
    waiting: dict[int, list[Clause]] = {}
    anchor = -1
    for m, clause in enumerate(theirs):
        if m in back:
            anchor = back[m]
        else:
            waiting.setdefault(anchor, []).append(clause)
    pairs: Pairs = [(None, clause) for clause in waiting.get(-1, ())]
    for n, clause in enumerate(ours):
        pairs.append((clause, theirs[beside[n]] if n in beside else None))
        pairs += [(None, only) for only in waiting.get(n, ())]
    return pairs


def _beside(ours: Sequence[Clause], theirs: Sequence[Clause]) -> dict[int, int]:
    """Place → place, the likeliest pairs first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, m in sorted((-score, n, m) for (n, m), score in _scores(ours, theirs)):
        if n not in found and m not in taken:
            found[n] = m
            taken.add(m)
    return found


def _scores(ours: Sequence[Clause], theirs: Sequence[Clause]) -> Iterator[tuple[tuple[int, int], float]]:
    said = {n: _told(clause) for n, clause in enumerate([*ours, *theirs])}
    half = len(ours)
    near = {(kin.one, kin.other - half): kin.likeness for kin in kindred(said, _ALIKE) if kin.one < half <= kin.other}
    named: dict[str, list[int]] = {}
    for m, clause in enumerate(theirs):
        named.setdefault(_UNTOLD.sub("", clause.title), []).append(m)
    for n, clause in enumerate(ours):
        for m in named.get(_UNTOLD.sub("", clause.title), ()) if clause.title else ():
            near[n, m] = near.get((n, m), 0.0) + _TITLED
    yield from near.items()


def _told(clause: Clause) -> str:
    return _UNTOLD.sub("", f"{clause.title} {clause.title} {clause.body}")
