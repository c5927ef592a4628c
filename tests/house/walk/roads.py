"""Walks every road from the proposal on: acts, time that passes, and after each what the process does by itself."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from time import perf_counter
from typing import NamedTuple

from tests.house.walk.judge import NOBODY, Act, Table
from tests.house.walk.situation import Clock, Review, Situation, Successor, canonical, named, started, unnamed
from workflow.process.row import Row
from workflow.vocabulary import Joint, Track

ROUNDS = 12
Places = tuple[int, ...]
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


class Edge(NamedTuple):
    """Whither a step leads, whose silence prevents it, and whence each region's place there comes."""

    to: int
    hostages: frozenset[int]
    came: tuple[int, ...]


@dataclass
class Roads:
    """The whole graph: situations by number, the steps from each, whence each was first reached, what was broken."""

    situations: list[Situation] = field(default_factory=list)
    edges: list[tuple[Edge, ...]] = field(default_factory=list)
    came: list[tuple[int, str]] = field(default_factory=list)
    breaches: dict[str, list[Breach]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    moves: int = 0
    seconds: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether every road was walked to its end."""
        return len(self.edges) == len(self.situations)

    @cached_property
    def successors(self) -> list[set[int]]:
        """Whither each situation leads, but for itself."""
        return [{edge.to for edge in edges} - {number} for number, edges in enumerate(self.edges)]

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
        self,
        rows: Sequence[Row],
        regions: int,
        invariants: Invariants,
        *,
        until: Collection[str] = (),
        start: Situation | None = None,
    ) -> None:
        self.table, self.invariants, self.until = Table(rows, regions), invariants, set(until)
        self.roads, self.start = Roads(), start or started(regions)
        self._numbers: dict[Situation, int] = {}
        self._settled: dict[Situation, tuple[Situation, Places]] = {}
        self._edges: dict[Edge, Edge] = {}
        self._at = 0

    def walked(self) -> Roads:
        """Every road, until nothing new is met."""
        begun, roads = perf_counter(), self.roads
        self._met(self.start, "")
        with self.table.served():
            while self._at < len(roads.situations) and not self.until & roads.breaches.keys():
                roads.edges.append(tuple(dict.fromkeys(self._leading(roads.situations[self._at]))))
                self._at += 1
            for s in roads.situations:
                for _ in self.table.idle_acts(s):
                    pass
        roads.taken, roads.seconds = dict(self.table.taken), perf_counter() - begun
        return roads

    def _leading(self, s: Situation) -> Iterator[Edge]:
        for step, hostages, (after, came) in self._steps(s):
            self.roads.moves += 1
            number = self._numbers.get(after)
            edge = Edge(self._met(after, step) if number is None else number, hostages, came)
            yield self._edges.setdefault(edge, edge)

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

    def _steps(self, s: Situation) -> Iterator[tuple[str, frozenset[int], tuple[Situation, Places]]]:
        """What may come next: an act and what follows of it, or time alone; the process wakes when it wakes."""
        bearing = named(s)
        for act in chain(self.table.acts(bearing), self._carried(bearing)):
            for outcome in act.outcomes:
                yield act.row.name, act.hostages, self._followed(self._judged(bearing, act.row, outcome), act.row.name)
        for step, later in passing(bearing):
            yield step, NOBODY, unnamed(later)
        if Clock.OVER in (s.clock, s.grace, *(r.term for r in s.regions if r.track is Track.ANNOUNCED)):
            yield "the process wakes", NOBODY, self._followed(bearing, "the process wakes")
        if s.stood_at:
            over = bearing._replace(is_pause_over=True)
            yield "the suspension ends", NOBODY, self._followed(over, "the suspension ends")

        for successor in (Successor.ENDED, Successor.EVERYWHERE, Successor.PARTLY):
            if s.successor is Successor.RUNNING:
                step = f"the revision: {successor}"
                yield step, NOBODY, self._followed(bearing._replace(successor=successor), step)

    def _carried(self, s: Situation) -> Iterator[Act]:
        """Motions that carry; where the process is about to move by itself, it does so first."""
        return self.table.carried(s) if self._followed(s, "a motion carries")[0] == unnamed(s)[0] else iter(())

    def _judged(self, before: Situation, row: Row, after: Situation) -> Situation:
        for invariant, judge in self.invariants.acts.items():
            self._hold(invariant, judge(before, row, after), row.name)
        return after

    def _followed(self, s: Situation, step: str) -> tuple[Situation, Places]:
        """What the process makes of a situation by itself, without names, and which place each region came from."""
        bare, came = unnamed(canonical(s))
        if bare not in self._settled:
            self._settled[bare] = unnamed(canonical(self._settling(named(bare), step)))
        after, places = self._settled[bare]
        return after, tuple(came[place] for place in places)

    def _settling(self, s: Situation, step: str) -> Situation:
        """Whether the order of the process's own rows matters is judged along."""
        after, is_choice = self._settle(s, backwards=False)
        if is_choice and canonical(self._settle(s, backwards=True)[0]) != canonical(after):
            told = f"the process's own rows lead from {s.joint} to {after.joint}, or not, by their order"
            self._hold("W13", told, step)
        for invariant, told in unnoticed(canonical(after)):
            self._hold(invariant, told, step)
        return after

    def _settle(self, s: Situation, *, backwards: bool) -> tuple[Situation, bool]:
        """The end of settling, and whether there ever was more than one row to take."""
        is_choice = False
        for _ in range(ROUNDS):
            standing = self.table.picture(s)
            watched = self.table.watched(s, standing)
            if watched is not s:
                s, standing = watched, self.table.picture(watched)
            stand_open = list(self.table.system_rows(standing, s.joint))
            if not stand_open:
                return s, is_choice
            is_choice = is_choice or len(stand_open) > 1
            row, case = stand_open[-1 if backwards else 0]
            (after,) = self.table.take(row, s, case).outcomes
            s = after if backwards else self._judged(s, row, after)
        self._hold("W13", f"settling does not end at {s}", "the process wakes")
        return s, is_choice


def unnoticed(s: Situation) -> Iterator[tuple[str, str]]:
    """What the process must have noticed when it has settled."""
    if s.grace is Clock.OVER:
        yield "W2", "the grace is over and nothing ends"
    if s.successor not in (Successor.NONE, Successor.RUNNING):
        yield "W3", "the revision is over and nothing follows"
    if s.is_pause_over:
        yield "W11", "the suspension is over and goes on"


def passing(s: Situation) -> Iterator[tuple[str, Situation]]:
    """Time that passes, before the process notices."""
    if s.joint is Joint.SUSPENDED:
        pass
    elif s.clock is Clock.RUNNING and s.review in (Review.NONE, Review.DECLARED):
        yield "the clock runs out", s._replace(clock=Clock.OVER)
    if s.grace is Clock.RUNNING:
        yield "the grace runs out", s._replace(grace=Clock.OVER)
    for place, region in enumerate(s.regions):
        is_early = region.track is Track.ANNOUNCED and s.joint is Joint.RELEASED
        is_notice = region.panel not in (Review.NONE, Review.DECLARED)
        if region.term is Clock.RUNNING and not (is_early or is_notice):
            yield "a region's own time comes", s.with_region(place, term=Clock.OVER)
