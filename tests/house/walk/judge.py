"""Asks the real table, relations and rules which acts a situation allows, and whither each leads."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import NamedTuple
from unittest.mock import patch

from tests.house.walk import facts
from tests.house.walk.answers import ways
from tests.house.walk.moves import after
from tests.house.walk.people import CODES, NOW, expert, seat
from tests.house.walk.picture import picture
from tests.house.walk.situation import Clock, Situation
from workflow import projection
from workflow.effects.moves import all_moves
from workflow.process import machine
from workflow.process.row import Row, Scope
from workflow.standing import Case, Seat, Standing
from workflow.vocabulary import Joint, Role, SeatRole
from workflow.who import SEATED, role_of


class Act(NamedTuple):
    """A row taken by somebody (or by the process), and every situation it may lead to."""

    row: Row
    outcomes: list[Situation]


class Table:
    """A table of rows under judgement; `regions` take part."""

    def __init__(self, rows: Sequence[Row], regions: int) -> None:
        self.rows, self.regions = rows, regions
        self.taken: dict[str, int] = defaultdict(int)
        self._targets: dict[tuple[str, StrEnum], StrEnum] = {}
        self._who: dict[tuple[str, str | None], list[Seat | None]] = {}
        self._placed = {joint: [row for row in rows if _may_be_placed(row, joint)] for joint in Joint}

    def served(self) -> AbstractContextManager[object]:
        """The machines run on these rows while the block lasts."""
        kinds = dict.fromkeys(machine.KINDS.values())
        built = {
            kind: machine._build(kind, [r for r in self.rows if machine.KINDS.get(r.scope) is kind and r.source])
            for kind in kinds
        }
        return patch.dict(machine.MACHINES, built)

    def acts(self, s: Situation) -> Iterator[Act]:
        """Everything that anybody may do."""
        standing = picture(s)
        for row in self._placed[s.joint]:
            if not row.is_system and not (_changes_nothing(row) and self.taken[row.name]):
                yield from self._taken(row, s, standing)

    def system_rows(self, s: Situation) -> list[tuple[Row, Case]]:
        """The rows of the process that stand open, in the order of the table."""
        standing = picture(s)
        case = Case(standing, None, NOW, role=Role.SYSTEM)
        return [(row, case) for row in self._placed[s.joint] if row.is_system and is_open(row, case)]

    def take(self, row: Row, s: Situation, place: int, case: Case) -> Act:
        """Move as the engine does: the machine fires on the subject, then all else follows."""
        self.taken[row.name] += 1
        return Act(row, after(row, s, place, self._target(row, case), case))

    def _target(self, row: Row, case: Case) -> StrEnum:
        """Whither the machine leads, asked once for each row and state."""
        if not row.source:
            assert row.target is not None
            return row.target
        state = next(state for state in machine.subjects(row, case) if state in row.source)
        if (row.name, state) not in self._targets:
            self._targets[row.name, state] = machine.fire(row, state)
        return self._targets[row.name, state]

    def _taken(self, row: Row, s: Situation, standing: Standing) -> Iterator[Act]:
        if row.scope in (Scope.OWN, Scope.NAMED):
            for place in range(self.regions):
                seats = self._seats(row, CODES[place] if row.scope is Scope.OWN else None)
                yield from self._by_one_of(seats, row, s, standing, place)
        else:
            yield from self._by_one_of(self._seats(row, None), row, s, standing, 0)

    def _by_one_of(
        self, seats: list[Seat | None], row: Row, s: Situation, standing: Standing, place: int
    ) -> Iterator[Act]:
        """The act in each way, by the first seat that may; who of several it is makes no difference."""
        for answers in ways(row, s, place):
            for who in seats:
                case = Case(standing, who, NOW, answers)
                if is_open(row, case):
                    yield self.take(row, s, place, case)
                    break

    def _seats(self, row: Row, code: str | None) -> list[Seat | None]:
        if (row.name, code) not in self._who:
            self._who[row.name, code] = self._seated(row, code)
        return self._who[row.name, code]

    def _seated(self, row: Row, code: str | None) -> list[Seat | None]:
        """Whoever might act, in the region of that code or in any."""
        seats: list[Seat | None] = []
        for role in row.who:
            kind = SEATED.get(role)
            if kind is None:
                seats += [None] if role is Role.PUBLIC else []
            elif kind is SeatRole.EXPERT:
                seats.append(expert(0, self.regions))
            else:
                seats += [seat(kind, c) for c in CODES[: self.regions] if code in (None, c)]
        return seats


def is_open(row: Row, case: Case) -> bool:
    """Placed, in a role of the row, and no rule broken: what the engine asks, without telling why not."""
    if not machine.is_placed(row, case):
        return False
    role = role_of(row.who, case)
    if role is None:
        return False
    judged = Case(case.standing, case.seat, case.at, case.answers, role)
    return all(rule.check(judged) is None for rule in row.rules)


def watched(s: Situation) -> Situation:
    """Note a fall below the floor, and forget it when it is over."""
    is_below = projection.fell_below_floor(picture(s))
    if is_below == (s.grace is not Clock.NONE):
        return s
    return s._replace(grace=Clock.RUNNING if is_below else Clock.NONE)


def _may_be_placed(row: Row, joint: Joint) -> bool:
    """A first sieve; the machine has the last word."""
    if row.scope is Scope.JOINT:
        return joint in row.source
    return not row.during or joint in row.during


def _changes_nothing(row: Row) -> bool:
    """Such a row is walked once: it leads nowhere else."""
    is_still = row.target is None or row.scope in (Scope.COMMENT, Scope.DUTY)
    return is_still and not all_moves(row) and row.name not in facts.MANY and row.name != "lead_falls"
