"""Motions in the walk: one that carries now, whom it takes, and what the process then does by itself."""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from tests.house.walk.ballots import Ballot, outcomes
from tests.house.walk.people import CODES, NOW, made
from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.records.motions import Motion
from workflow.rules import motions
from workflow.vocabulary import MotionKind, MotionState, Stand


class Carried(NamedTuple):
    """A motion that carries in this very act, with the place of the region that it names."""

    kind: MotionKind
    place: int | None


PLANS = {
    MotionKind.ADJUST_PLAN: {"title_zh": "新"},
    MotionKind.SHARE_CLAUSES: {"clauses": ["c1"], "responsible": [CODES[0]]},
}


def with_motion(standing: Standing, motion: Carried) -> Standing:
    """The same with a motion that carries now."""
    carrying = copy(standing)
    carrying.__dict__["motions"] = [_motion(motion)]
    return carrying


@cache
def _motion(motion: Carried) -> Motion:
    return made(
        Motion,
        id=1,
        kind=motion.kind,
        region_code=None if motion.place is None else CODES[motion.place],
        until=clock.day_of(NOW) + timedelta(days=30),
        plan=PLANS.get(motion.kind),
        reason="理由",
        decide_by=clock.day_of(NOW),
        state=MotionState.CARRIED,
        ended_at=NOW,
    )


def carrying(standing: Standing) -> Iterator[tuple[Carried, frozenset[int]]]:
    """The motions that can be carried by those who may vote here, and the places of those whose silence prevents it."""
    case = Case(standing, None, NOW)
    for kind, law in motions.KINDS.items():
        if standing.state in law.during:
            for place in [CODES.index(c) for c in standing.in_states(law.names)] if law.names else [None]:
                motion = Carried(kind, place)
                voters = motions.voters(case, _motion(motion))
                if voters:
                    yield motion, _needed(kind, len(voters), [CODES.index(code) for code in voters])


def _needed(kind: MotionKind, n: int, places: list[int]) -> frozenset[int]:
    """Everybody, unless it carries in the end with one of them silent."""
    return frozenset() if carries_over_a_silent_one(kind, n) else frozenset(places)


@cache
def carries_over_a_silent_one(kind: MotionKind, voters: int) -> bool:
    """Asked of the motion itself: all but one agree, and the term is over."""
    return outcomes(Ballot(kind, (None, *[Stand.AGREE] * (voters - 1)), True))[0]
