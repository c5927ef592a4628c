"""Regional deviations (求同存异) within a text: where they stand, how one is put in, changed and taken out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

from workflow.text.blocks import Block, Deviation
from workflow.text.canonical import canonical_hash
from workflow.text.clauses import Clause
from workflow.text.notation import read, write
from workflow.text.references import homes

MARK: Final = "【差异"  # what the body of a clause with a deviation surely holds
SOON: Final = timedelta(days=90)


class Running(StrEnum):
    """How a deviation stands to its last day; `endless` names none."""

    RUNS = "runs"
    SOON = "soon"
    OVER = "over"
    ENDLESS = "endless"


@dataclass(frozen=True)
class Placed:
    """A deviation in its clause, beside the words that hold for all."""

    clause: Clause
    deviation: Deviation

    @property
    def base(self) -> tuple[Block, ...]:
        return tuple(block for block in read(self.clause.body) if not isinstance(block, Deviation))

    @property
    def substance(self) -> str:
        """What a confirmation of it is bound to: kind and words of its clause, as positions are (`freshness`)."""
        return canonical_hash([self.clause.kind, self.clause.title, self.clause.body])

    def running(self, today: date) -> Running:
        """A day that is none counts as missing; the checker tells it."""
        try:
            until = date.fromisoformat(self.deviation.until)
        except ValueError:
            return Running.ENDLESS
        if until < today:
            return Running.OVER
        return Running.SOON if until - today <= SOON else Running.RUNS


def placed(clauses: Iterable[Clause]) -> Iterator[Placed]:
    """Every deviation of these clauses, in reading order."""
    for clause in clauses:
        if MARK in clause.body:
            yield from (Placed(clause, block) for block in read(clause.body) if isinstance(block, Deviation))


def new_id(clauses: Iterable[Clause]) -> str:
    """v1, v2, … beyond what the text has."""
    taken = homes(clauses).keys()
    return next(id_ for n in count(1) if (id_ := f"v{n}") not in taken)


def put(clauses: Sequence[Clause], clause_id: str, deviation: Deviation) -> tuple[Clause, ...]:
    """The clauses with this deviation in one of them, in the place of the one of the same id, else at its end."""

    def changed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        old = [at for at, block in enumerate(blocks) if isinstance(block, Deviation) and block.id == deviation.id]
        return (*blocks[: old[0]], deviation, *blocks[old[0] + 1 :]) if old else (*blocks, deviation)

    return tuple(
        replace(clause, body=write(changed(read(clause.body)))) if clause.id == clause_id else clause
        for clause in clauses
    )


def taken_out(clauses: Sequence[Clause], id_: str) -> tuple[Clause, ...]:
    """The clauses without this deviation."""
    home = {one.clause.id for one in placed(clauses) if one.deviation.id == id_}
    return tuple(
        replace(clause, body=write(block for block in read(clause.body) if not _is(block, id_)))
        if clause.id in home
        else clause
        for clause in clauses
    )


def _is(block: Block, id_: str) -> bool:
    return isinstance(block, Deviation) and block.id == id_
