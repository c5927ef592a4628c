"""The limits of two clauses laid side by side: each with the one of the same matter, or with none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflow.text.limits.limit import Limit
from workflow.text.limits.matter import likeness, same_matter
from workflow.text.limits.relating import Relation, relation

LIKE = 0.45  # below it two limits are two matters


@dataclass(frozen=True)
class Line:
    """Our limit and theirs, one of them may be none, and what ours is beside theirs."""

    ours: Limit | None
    theirs: Limit | None
    relation: Relation


def paired(ours: Sequence[Limit], theirs: Sequence[Limit]) -> list[Line]:
    """Ours in order with theirs beside them, then those that only they have."""
    scored = [(not same_matter(a, b), -likeness(a, b), n, m) for n, a in enumerate(ours) for m, b in enumerate(theirs)]
    beside: dict[int, int] = {}
    for _, score, n, m in sorted(scored):
        if n not in beside and m not in beside.values() and (-score >= LIKE or len(ours) == len(theirs) == 1):
            beside[n] = m
    lines = [
        Line(a, theirs[beside[n]], relation(a, theirs[beside[n]])) if n in beside else _only(a)
        for n, a in enumerate(ours)
    ]
    return lines + [Line(None, b, Relation.MISSING) for m, b in enumerate(theirs) if m not in beside.values()]


def _only(ours: Limit) -> Line:
    return Line(ours, None, Relation.ONLY_OURS)


def whole(relations: Iterable[Relation]) -> Relation | None:
    """What one clause is beside the other, of the relations of their limits; None: neither limits anything."""
    found = set(relations)
    if not found:
        return None
    if Relation.UNCLEAR in found:
        return Relation.UNCLEAR
    if len(found) == 1:
        return found.pop()
    if found <= {Relation.EQUAL, Relation.STRICTER, Relation.ONLY_OURS}:
        return Relation.STRICTER
    return Relation.LOOSER if found <= {Relation.EQUAL, Relation.LOOSER, Relation.MISSING} else Relation.DIFFERS
