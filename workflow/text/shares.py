"""Who answers for which clause: what the regions agreed, laid over a text."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from workflow.text.clauses import Clause

Shares = Mapping[str, tuple[str, ...]]  # clause id → the regions that answer for it; none: all


def shares(clauses: Iterable[Clause]) -> Shares:
    """The shares that a text bears."""
    return {clause.id: clause.regions for clause in clauses}


def shared(clauses: Iterable[Clause], told: Shares, participants: Collection[str]) -> tuple[Clause, ...]:
    """The clauses with the shares told, the others as they are. Only participants answer: for what they leave, all."""
    return tuple(
        replace(clause, regions=tuple(code for code in told.get(clause.id, clause.regions) if code in participants))
        for clause in clauses
    )
