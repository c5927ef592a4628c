"""Two standards compared, clause by clause and limit by limit. Pure: no database, the same texts give the same answer.

`compare` proposes; what it calls unclear is a person's to say, and so is the last word on the rest. A weaker limit is
never called equal: values are exact, and limits of which it is not sure that they mean the same thing are `unclear`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.text.clauses import Clause
from workflow.text.limits.aligning import aligned, compared
from workflow.text.limits.extracting import extract
from workflow.text.limits.limit import Limit
from workflow.text.limits.matter import same_matter, tellings
from workflow.text.limits.pairing import Line, paired, whole
from workflow.text.limits.relating import Relation, relation
from workflow.text.limits.units import unit

__all__ = ["Line", "Pair", "Relation", "compare", "counts"]

Limits = Mapping[str, Sequence[Limit]]


@dataclass(frozen=True)
class Pair:
    """One of our clauses beside one of theirs, either may be none, with their limits laid side by side."""

    ours: Clause | None
    theirs: Clause | None
    lines: tuple[Line, ...]

    @property
    def relation(self) -> Relation | None:
        """What ours is beside theirs as a whole; None where neither sets a limit."""
        return whole(line.relation for line in self.lines)

    @property
    def same_words(self) -> bool:
        mine, yours = self.ours, self.theirs
        return mine is not None and yours is not None and (mine.title, mine.body) == (yours.title, yours.body)


def compare(
    ours: Sequence[Clause],
    theirs: Sequence[Clause],
    *,
    our_limits: Limits | None = None,
    their_limits: Limits | None = None,
) -> tuple[Pair, ...]:
    """Every clause of both texts, ours in order. `our_limits` and `their_limits` (clause id → limits) stand in place of
    what `extracting.extract` proposes, where a person has confirmed or corrected it.
    """
    mine, yours = our_limits or _by_clause(ours), their_limits or _by_clause(theirs)
    pairs = aligned(compared(ours), compared(theirs))
    told = [Pair(a, b, tuple(paired(_of(mine, a), _of(yours, b)))) for a, b in pairs]
    return tuple(_met(told))


def counts(pairs: Sequence[Pair]) -> Counter[Relation]:
    """How many limits stand in each relation."""
    return Counter(line.relation for pair in pairs for line in pair.lines)


def _by_clause(clauses: Sequence[Clause]) -> dict[str, list[Limit]]:
    found: dict[str, list[Limit]] = {}
    for limit in extract(clauses):
        found.setdefault(limit.clause, []).append(limit)
    return found


def _of(limits: Limits, clause: Clause | None) -> Sequence[Limit]:
    return limits.get(clause.id, ()) if clause else ()


def _met(pairs: list[Pair]) -> list[Pair]:
    """Limits that found none beside them meet the same matter elsewhere in the other text, where only one is meant."""
    lone = [line.theirs for pair in pairs for line in pair.lines if line.ours is None and line.theirs]
    told: dict[object, list[Limit]] = {}
    for limit in dict.fromkeys(lone):
        for telling in tellings(limit):
            told.setdefault(telling, []).append(limit)
    met: dict[Limit, Limit] = {}
    taken: set[Limit] = set()
    for ours in (line.ours for pair in pairs for line in pair.lines if line.ours and not line.theirs):
        near = dict.fromkeys(limit for telling in tellings(ours) for limit in told.get(telling, ()))
        same = [one for one in near if one not in taken and _surely(ours, one)]
        if len(same) == 1:
            met[ours] = same[0]
            taken.add(same[0])
    return [replace(pair, lines=tuple(_rewritten(pair, met, taken))) for pair in pairs]


def _surely(ours: Limit, theirs: Limit) -> bool:
    one, other = unit(ours.unit), unit(theirs.unit)
    return (
        bool(ours.quantity)
        and same_matter(ours, theirs)
        and one is not None
        and other is not None
        and one.dimension == other.dimension
    )


def _rewritten(pair: Pair, met: Mapping[Limit, Limit], gone: set[Limit]) -> list[Line]:
    kept = [line for line in pair.lines if not (line.ours is None and line.theirs in gone)]
    return [_crossed(line, met) for line in kept]


def _crossed(line: Line, met: Mapping[Limit, Limit]) -> Line:
    ours = line.ours
    if ours is None or line.theirs is not None or ours not in met:
        return line
    return Line(ours, met[ours], relation(ours, met[ours]))
