"""Asks the real table, relations and rules which acts a situation allows, and whither each leads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from unittest.mock import patch

from tests.house.walk import facts
from tests.house.walk.answers import ways
from tests.house.walk.carried import carrying, with_motion
from tests.house.walk.lawful import is_open
from tests.house.walk.moves import after
from tests.house.walk.people import CODES, NOW, expert, seat
from tests.house.walk.picture import picture
from tests.house.walk.situation import Clock, Situation
from workflow import projection
from workflow.effects.moves import all_moves
from workflow.picture.standing import Case, Seat, Standing
from workflow.process import machine
from workflow.process.row import BACK, Row, Scope
from workflow.rules import motions
from workflow.vocabulary import Joint, MotionKind, Role, SeatRole
from workflow.who import SEATED

NOBODY: frozenset[int] = frozenset()
APART = {Scope.MOTION, Scope.AMENDMENT, Scope.GATE}
ALONE = tuple(frozenset({place}) for place in range(len(CODES)))
ONE = {Role.COORDINATOR, Role.EDITOR}


class Act(NamedTuple):
    """A row taken by somebody (or by the process), every situation it may lead to, and the places of the regions whose
    silence alone would prevent it.
    """

    row: Row
    outcomes: list[Situation]
    hostages: frozenset[int] = NOBODY


class Table:
    """A table of rows under judgement; `regions` take part."""

    def __init__(self, rows: Sequence[Row], regions: int) -> None:
        self.rows, self.regions = rows, regions
        self.picture = lru_cache(maxsize=16)(picture)
        self.taken: dict[str, int] = defaultdict(int)
        self._targets: dict[tuple[str, StrEnum], StrEnum] = {}
        self._who: dict[tuple[str, str | None], list[Seat | None]] = {}
        placed = {joint: [row for row in rows if _may_be_placed(row, joint)] for joint in Joint}
        self._by_people = _some(placed, lambda row: not (row.is_system or changes_nothing(row)))
        self._idle = _some(placed, lambda row: not row.is_system and changes_nothing(row))
        self._by_itself = _some(placed, lambda row: row.is_system and not asks_a_motion(row))
        self._by_motion = _some(placed, asks_a_motion)

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
        standing = self.picture(s)
        for row in self._by_people[s.joint]:
            yield from self._taken(row, s, standing)

    def idle_acts(self, s: Situation) -> Iterator[Act]:
        """Acts that lead nowhere else; it is enough that each was possible once."""
        rows = [row for row in self._idle[s.joint] if not self.taken[row.name]]
        standing = self.picture(s) if rows else None
        for row in rows:
            if standing is not None:
                yield from self._taken(row, s, standing)

    def system_rows(self, standing: Standing, joint: Joint) -> Iterator[tuple[Row, Case]]:
        """The rows of the process that stand open, in the order of the table, each with the subject that it names."""
        return self._opened(self._by_itself[joint], standing)

    def _opened(self, rows: list[Row], standing: Standing) -> Iterator[tuple[Row, Case]]:
        for row in rows:
            for answers in machine.candidates(row, standing):
                case = Case(standing, None, NOW, answers, Role.SYSTEM)
                if is_open(row, case):
                    yield row, case

    def carried(self, s: Situation) -> Iterator[Act]:
        """Every motion that may carry now, and the row that it takes, if nothing else stands open."""
        on_time = self.picture(s)
        late = self.picture(s, is_late=True) if s.joint in motions.OWED_IN else on_time
        for motion, hostages in carrying(on_time):
            standing = with_motion(late if motion.kind is MotionKind.GO_ON_WITHOUT else on_time, motion)
            for row, case in self.moved_by(standing, s.joint):
                yield self.take(row, s, case)._replace(hostages=hostages)

    def moved_by(self, standing: Standing, joint: Joint) -> Iterator[tuple[Row, Case]]:
        """The rows that the motion carrying now opens."""
        return self._opened(self._by_motion[joint], standing)

    def take(self, row: Row, s: Situation, case: Case) -> Act:
        """Move as the engine does: the machine fires on the subject, then all else follows."""
        self.taken[row.name] += 1
        code = case.answers.get("region") if row.scope is Scope.NAMED else case.region
        place = CODES.index(code) if code in CODES else 0
        return Act(row, after(row, s, place, self._target(row, case), case))

    def watched(self, s: Situation, standing: Standing) -> Situation:
        """Note a fall below the floor, and forget it when it is over."""
        is_below = projection.fell_below_floor(standing)
        if is_below == (s.grace is not Clock.NONE):
            return s
        return s._replace(grace=Clock.RUNNING if is_below else Clock.NONE)

    def _target(self, row: Row, case: Case) -> StrEnum:
        """Whither the machine leads, asked once for each row and state."""
        if not row.source:
            assert row.target is not None
            return row.target
        state = next(state for state in machine.subjects(row, case) if state in row.source)
        if BACK in row.moves:
            return machine.fire(row, state, case.standing.standard.stood_at)
        if (row.name, state) not in self._targets:
            self._targets[row.name, state] = machine.fire(row, state)
        return self._targets[row.name, state]

    def _taken(self, row: Row, s: Situation, standing: Standing) -> Iterator[Act]:
        if row.scope in (Scope.OWN, Scope.NAMED):
            for place in (place for place, r in enumerate(s.regions) if r.track in row.source):
                seats = self._seats(row, CODES[place] if row.scope is Scope.OWN else None)
                yield from self._by_one_of(seats, row, s, standing, place)
        elif row.scope is Scope.PANEL and s.is_apart:
            for place in (place for place, r in enumerate(s.regions) if r.panel.state in row.source):
                yield from self._by_one_of(self._own_seats(row, place), row, s, standing, place)
        elif row.scope is not Scope.PANEL or s.review.state in row.source:
            yield from self._by_one_of(self._seats(row, None), row, s, standing, 0)

    def _by_one_of(
        self, seats: list[Seat | None], row: Row, s: Situation, standing: Standing, place: int
    ) -> Iterator[Act]:
        """The act in each way, by the first seat that may; whom it hangs on if there is no other."""
        for answers in ways(row, s, place):
            able = (who for who in seats if is_open(row, Case(standing, who, NOW, answers)))
            for first in able:
                others = () if len(row.who) == 1 and row.who[0] in ONE else able
                act = self.take(row, s, Case(standing, first, NOW, answers))
                yield act._replace(hostages=_hanging_on(first, others, is_apart=s.is_apart))
                break

    def _own_seats(self, row: Row, place: int) -> list[Seat | None]:
        """Who has to do with the panel of the region at this place."""
        seats = (who for who in self._seats(row, CODES[place]) if who is None or who.role is not SeatRole.EXPERT)
        judges = [expert(place, len(CODES))] if any(SEATED.get(role) is SeatRole.EXPERT for role in row.who) else []
        return [*seats, *judges]

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


def _some(placed: dict[Joint, list[Row]], wanted: Callable[[Row], bool]) -> dict[Joint, list[Row]]:
    return {joint: [row for row in rows if wanted(row)] for joint, rows in placed.items()}


def _hanging_on(first: Seat | None, others: Iterable[Seat | None], *, is_apart: bool) -> frozenset[int]:
    """The place of the only region that can; nobody's where a person without a region, or another region, can. Of
    experts only those on a panel of their region's own speak for it.
    """
    if first is None or (first.role is SeatRole.EXPERT and not is_apart):
        return NOBODY
    if any(who is None or who.region != first.region for who in others):
        return NOBODY
    return ALONE[CODES.index(first.region)]


def _may_be_placed(row: Row, joint: Joint) -> bool:
    """A first sieve; the machine has the last word."""
    if is_apart(row):
        return False
    if row.scope is Scope.JOINT:
        return joint in row.source
    return not row.during or joint in row.during


def asks_a_motion(row: Row) -> bool:
    """Opened by a motion that carries, and by nothing else."""
    return any(rule.name == "motion_carried" for rule in row.rules)


def is_apart(row: Row) -> bool:
    """Walked by itself: chains, motions and amendments on their way, and what the process only tells."""
    return row.scope in APART or (row.is_system and changes_nothing(row))


def changes_nothing(row: Row) -> bool:
    """Such a row is walked once: it leads nowhere else."""
    is_still = row.target is None or row.scope in (Scope.COMMENT, Scope.DUTY)
    return is_still and not all_moves(row) and row.name not in facts.MANY and row.name != "lead_falls"
