"""Walks every road from the proposal on: acts, time that passes, and after each what the process does by itself."""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from tests.house.walk.judge import Table, watched
from tests.house.walk.situation import Clock, Review, Situation, canonical, started
from workflow.process.row import Row

ROUNDS = 12
OfSituation = Callable[[Situation], str | None]
OfAct = Callable[[Situation, Row, Situation], str | None]


@dataclass(frozen=True)
class Invariants:
    """What is asked of each situation and of each act; an answer tells the breach."""

    situations: dict[str, OfSituation] = field(default_factory=dict)
    acts: dict[str, OfAct] = field(default_factory=dict)


@dataclass(frozen=True)
class Breach:
    """An invariant that does not hold after a step from a situation; how often is counted on the first of them."""

    told: str
    number: int
    step: str


@dataclass
class Roads:
    """The whole graph: situations by number, their successors, whence each was first reached, what was broken."""

    situations: list[Situation] = field(default_factory=list)
    successors: list[set[int]] = field(default_factory=list)
    came: list[tuple[int, str]] = field(default_factory=list)
    breaches: dict[str, list[Breach]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    moves: int = 0
    seconds: float = 0.0

    def road_to(self, number: int) -> str:
        """The acts that first led there."""
        steps = []
        while number:
            number, step = self.came[number]
            steps.append(step)
        return " > ".join(reversed(steps))

    def told(self, invariant: str) -> str:
        """The first breach of an invariant with the road to it; empty when it holds."""
        broken = self.breaches.get(invariant, [])
        if not broken:
            return ""
        first = broken[0]
        road = f"{self.road_to(first.number)} > {first.step}"
        return f"{invariant} is broken {len(broken)} times, first: {first.told}; {road}"

    def reaching(self, is_goal: Callable[[Situation], bool]) -> set[int]:
        """Every situation from which a goal can be reached."""
        before: list[list[int]] = [[] for _ in self.situations]
        for number, following in enumerate(self.successors):
            for successor in following:
                before[successor].append(number)
        reached = {number for number, s in enumerate(self.situations) if is_goal(s)}
        queue = list(reached)
        while queue:
            new = [number for number in before[queue.pop()] if number not in reached]
            reached.update(new)
            queue.extend(new)
        return reached

    def figures(self) -> str:
        """How far the walk came."""
        return f"{len(self.situations)} situations, {self.moves} moves, {self.seconds:.1f} s"


class Walk:
    """One walk over one table; it may end as soon as one of certain invariants is broken."""

    def __init__(
        self, rows: Sequence[Row], regions: int, invariants: Invariants, *, until: Collection[str] = ()
    ) -> None:
        self.table, self.invariants, self.until = Table(rows, regions), invariants, set(until)
        self.roads = Roads()
        self._numbers: dict[Situation, int] = {}
        self._settled: dict[Situation, Situation] = {}
        self._at = 0

    def walked(self) -> Roads:
        """Every road, until nothing new is met."""
        begun, roads = perf_counter(), self.roads
        queue = deque([self._met(started(self.table.regions), "")])
        with self.table.served():
            while queue and not self.until & roads.breaches.keys():
                self._at = queue.popleft()
                following = set()
                for step, after in self._steps(roads.situations[self._at]):
                    roads.moves += 1
                    if after not in self._numbers:
                        queue.append(self._met(after, step))
                    following.add(self._numbers[after])
                roads.successors.append(following - {self._at})
        roads.taken, roads.seconds = dict(self.table.taken), perf_counter() - begun
        return roads

    def _met(self, s: Situation, step: str) -> int:
        number = self._numbers[s] = len(self._numbers)
        self.roads.situations.append(s)
        self.roads.came.append((self._at, step))
        for invariant, judge in self.invariants.situations.items():
            self._hold(invariant, judge(s), step)
        return number

    def _hold(self, invariant: str, told: str | None, step: str) -> None:
        if told:
            self.roads.breaches.setdefault(invariant, []).append(Breach(told, self._at, step))

    def _steps(self, s: Situation) -> Iterator[tuple[str, Situation]]:
        """What may come next: an act and what follows of it, or time alone; the process wakes when it wakes."""
        for row, outcomes in self.table.acts(s):
            for outcome in outcomes:
                yield row.name, self.settled(self._judged(s, row, outcome), row.name)
        if s.clock is Clock.RUNNING and s.review in (Review.NONE, Review.DECLARED):
            yield "the clock runs out", s._replace(clock=Clock.OVER)
        if s.grace is Clock.RUNNING:
            yield "the grace runs out", s._replace(grace=Clock.OVER)
        if Clock.OVER in (s.clock, s.grace):
            yield "the process wakes", self.settled(s, "the process wakes")

    def _judged(self, before: Situation, row: Row, after: Situation) -> Situation:
        for invariant, judge in self.invariants.acts.items():
            self._hold(invariant, judge(before, row, after), row.name)
        return canonical(after)

    def settled(self, s: Situation, step: str) -> Situation:
        """What the process makes of a situation by itself; whether the order of its rows matters is judged along."""
        if s not in self._settled:
            after, is_choice = self._settle(s, backwards=False)
            if is_choice and self._settle(s, backwards=True)[0] != after:
                self._hold(
                    "W13", f"the process's own rows lead from {s.joint} to {after.joint}, or not, by their order", step
                )
            if after.grace is Clock.OVER:
                self._hold("W2", "the grace is over and nothing ends", step)
            self._settled[s] = after
        return self._settled[s]

    def _settle(self, s: Situation, *, backwards: bool) -> tuple[Situation, bool]:
        """The end of settling, and whether there ever was more than one row to take."""
        is_choice = False
        for _ in range(ROUNDS):
            s = watched(s)
            stand_open = self.table.system_rows(s)
            if not stand_open:
                return s, is_choice
            is_choice = is_choice or len(stand_open) > 1
            row, case = stand_open[-1 if backwards else 0]
            (after,) = self.table.take(row, s, 0, case).outcomes
            s = canonical(after) if backwards else self._judged(s, row, after)
        self._hold("W13", f"settling does not end at {s}", "the process wakes")
        return s, is_choice
