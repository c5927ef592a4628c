"""W4: nobody is anybody's hostage. From every situation any one region may fall silent for ever; the rest goes on.

The walk notes of each step whose silence prevents it, so the roads that are left to the others are read off its graph.
"""

from collections.abc import Callable, Iterator

from tests.house.walk.invariants import is_running_out
from tests.house.walk.people import FLOOR
from tests.house.walk.roads import Roads
from tests.house.walk.situation import Situation
from workflow.vocabulary import RESTING, Joint

Held = tuple[Situation, int, str]


def held(roads: Roads) -> Iterator[Held]:
    """Situations, with the place of the region that falls silent there, in which it holds the others."""
    size = len(roads.situations[0].regions)
    ending = _reaching(roads, size, lambda s: s.joint.is_end)
    in_force = _reaching(roads, size, lambda s: s.joint is Joint.IN_FORCE)
    for number, s in enumerate(roads.situations):
        for place in range(size):
            if not ending[number * size + place] or (_is_wanted(s, place) and not in_force[number * size + place]):
                yield s, place, roads.road_to(number)


def _is_wanted(s: Situation, silent: int) -> bool:
    """Whether two willing regions remain, for whom the standard must still come into force; a proposal that its own
    region has not opened lapses.
    """
    willing = [place for place, r in enumerate(s.regions) if place != silent and r.track not in RESTING]
    is_unopened = s.joint is Joint.PROPOSED and silent == 0
    return len(willing) >= FLOOR and not (s.joint.is_end or is_unopened or is_running_out(s))


def _reaching(roads: Roads, size: int, is_goal: Callable[[Situation], bool]) -> bytearray:
    """From which situations, with which place silent, a goal can be reached by the others."""
    reached, queue = bytearray(len(roads.situations) * size), list[int]()
    before = _backwards(roads, size)
    for number, s in enumerate(roads.situations):
        if is_goal(s):
            queue += range(number * size, (number + 1) * size)
    while queue:
        node = queue.pop()
        if not reached[node]:
            reached[node] = 1
            queue += before[node]
    return reached


def _backwards(roads: Roads, size: int) -> list[list[int]]:
    """Whence each situation, with a place silent, is reached without that region."""
    before: list[list[int]] = [[] for _ in range(len(roads.situations) * size)]
    for number, edges in enumerate(roads.edges):
        for edge in edges:
            is_end = roads.situations[edge.to].joint.is_end
            for place, came in enumerate(edge.came):
                silent = place if is_end else came
                if silent not in edge.hostages:
                    before[edge.to * size + place].append(number * size + silent)
    return before
