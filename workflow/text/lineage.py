"""Which clause of a newly read text continues which clause of the version before: stable ids, carried or new.

Deterministic: the same two texts give the same ids. Comparing the wording is `redline`'s work.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Final, NamedTuple

from workflow.text.clauses import Clause

_ALIKE_SAME_NUMBER: Final = 0.3
_ALIKE: Final = 0.5

_FAVOUR: Final = 0.1
_MOST_COMPARISONS: Final = 250_000  # a text of 500 clauses written anew; beyond it only equal numbers are compared

Pairs = dict[str, str]  # id in the new reading -> id in the old version


class Marks(NamedTuple):
    """By what two clauses are the same, the surest first; None matches nothing."""

    all_and_path: Hashable
    words_and_path: Hashable
    all: Hashable
    words: Hashable
    place: Hashable


def id_factory(taken: Iterable[str] = ()) -> Callable[[], str]:
    """c1, c2, … beyond every id already taken; hand in all ids the standard ever had, for none is used twice."""
    highest = max((int(id_[1:]) for id_ in taken if id_[:1] == "c" and id_[1:].isdecimal()), default=0)
    following = count(highest + 1)
    return lambda: f"c{next(following)}"


def carry_ids(old: Sequence[Clause], new: Sequence[Clause], new_id: Callable[[], str]) -> tuple[Clause, ...]:
    """The new clauses under the ids, and with the regions, of the old ones they continue; else with new ids."""
    pairs: Pairs = {}
    old_marks, new_marks = _marks(old), _marks(new)
    for sureness in range(len(Marks._fields)):
        _pair_equal(pairs, old_marks, new_marks, sureness)
    carried = set(pairs.values())
    _pair_alike(pairs, [c for c in old if c.id not in carried], [c for c in new if c.id not in pairs])
    answering = {clause.id: clause.regions for clause in old}
    ids = {clause.id: pairs.get(clause.id) or new_id() for clause in new}
    return tuple(
        replace(
            clause,
            id=ids[clause.id],
            parent=ids[clause.parent] if clause.parent else None,
            regions=answering.get(ids[clause.id], clause.regions),
        )
        for clause in new
    )


def _marks(clauses: Sequence[Clause]) -> dict[str, Marks]:
    """Under which chapter a clause stands counts first: 一般要求 stands in many."""
    above: dict[str, tuple[str, ...]] = {}
    marks: dict[str, Marks] = {}
    for clause in clauses:
        path = above.get(clause.parent or "", ())
        above[clause.id] = (*path, clause.title)
        seen = (clause.kind, clause.number, clause.title, clause.body)  # all that its hash is taken of
        words = (clause.kind.is_annex, clause.title, clause.body) if clause.title or clause.body else None
        marks[clause.id] = Marks(
            all_and_path=(path, seen),
            words_and_path=(path, words) if words else None,
            all=seen,
            words=words,
            place=(clause.kind, clause.number, clause.title) if clause.title else None,
        )
    return marks


def _pair_equal(pairs: Pairs, old: Mapping[str, Marks], new: Mapping[str, Marks], sureness: int) -> None:
    """First come, first served among equals."""
    carried = set(pairs.values())
    waiting: dict[Hashable, deque[str]] = defaultdict(deque)
    for id_, marks in old.items():
        if id_ not in carried:
            waiting[marks[sureness]].append(id_)
    for id_, marks in new.items():
        mark = marks[sureness]
        if id_ not in pairs and mark is not None and waiting[mark]:
            pairs[id_] = waiting[mark].popleft()


def _pair_alike(pairs: Pairs, old: Sequence[Clause], new: Sequence[Clause]) -> None:
    """The most alike in wording, best first; under the same number less is asked."""
    few = len(old) * len(new) <= _MOST_COMPARISONS
    olds = [(clause.number, clause.kind.is_annex, _bigrams(clause)) for clause in old]
    ranked: list[tuple[float, int, int]] = []
    for at, clause in enumerate(new):
        grams = _bigrams(clause)
        for was, (number, is_annex, others) in enumerate(olds):
            same = clause.number == number
            if is_annex != clause.kind.is_annex or not (same or few):
                continue
            likeness = _dice(grams, others)
            if likeness >= (_ALIKE_SAME_NUMBER if same else _ALIKE):
                ranked.append((-likeness - same * _FAVOUR, was, at))
    carried: set[int] = set()
    for _, was, at in sorted(ranked):
        if was not in carried and new[at].id not in pairs:
            pairs[new[at].id] = old[was].id
            carried.add(was)


def _bigrams(clause: Clause) -> frozenset[str]:
    words = f"{clause.title}\n{clause.body}".strip()
    return frozenset(words[at : at + 2] for at in range(max(1, len(words) - 1))) if words else frozenset()


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
