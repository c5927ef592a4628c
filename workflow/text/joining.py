"""Clauses that went into another one, or came out of one: told as joined and as split, not as lost and as new."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from workflow.text.clauses import Clause
from workflow.text.merging import sentences
from workflow.text.redline import ChangeKind, ClauseChange

_MOST: Final = 0.6  # of its letters must be found again
_LEAST: Final = 6  # letters that a sentence needs to be known again


def joined(changes: Sequence[ClauseChange]) -> dict[str, Clause]:
    """The clauses that are gone, each with the clause in which most of its sentences stand now and did not before."""
    gone = ((one.id, one.old) for one in changes if one.kind is ChangeKind.REMOVED and one.old)
    homes = [(one.old, one.new, one.new) for one in changes if one.kind is ChangeKind.CHANGED and one.old and one.new]
    return _found(gone, homes)


def split(changes: Sequence[ClauseChange]) -> dict[str, Clause]:
    """The clauses that are new, each with the clause, as it was, from which most of its sentences were taken."""
    come = ((one.id, one.new) for one in changes if one.kind is ChangeKind.ADDED and one.new)
    homes = [(one.new, one.old, one.old) for one in changes if one.kind is ChangeKind.CHANGED and one.old and one.new]
    return _found(come, homes)


def _found(wanted: Iterable[tuple[str, Clause]], homes: Iterable[tuple[Clause, Clause, Clause]]) -> dict[str, Clause]:
    """`homes`: a clause without the sentences, the same with them, and by which of both it is told."""
    places: dict[str, list[Clause]] = {}
    for lacking, having, told in homes:
        for sentence in _told(having) - _told(lacking):
            places.setdefault(sentence, []).append(told)
    found: dict[str, Clause] = {}
    for id_, clause in wanted:
        own, letters = _told(clause), Counter[str]()
        homes_of = {home.id: home for sentence in own for home in places.get(sentence, ())}
        for sentence in own:
            letters.update({home.id: len(sentence) for home in places.get(sentence, ())})
        best = max(letters, key=lambda one: letters[one], default="")
        if best and letters[best] >= _MOST * sum(map(len, own)):
            found[id_] = homes_of[best]
    return found


def _told(clause: Clause) -> frozenset[str]:
    stripped = (one.strip() for one in sentences(clause.body))
    return frozenset(one for one in stripped if len(one) >= _LEAST)
