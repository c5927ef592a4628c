"""The roads of groups that agreed otherwise: each region reviews for itself, or a last region goes on alone."""

from typing import Any

import pytest

from tests.house.test_roads import NEVER_BY_TWO
from tests.house.walk.faults import BY_TERMS, CONVERTS, INSIDE, PASSING, TOGETHER_ONLY, lean
from tests.house.walk.hostages import held
from tests.house.walk.invariants import ASKED, broken
from tests.house.walk.roads import Walk
from tests.house.walk.situation import APART, Drafters, Held, Region, Review, Situation, started
from workflow.process.standard import TABLE
from workflow.vocabulary import Joint, TextPurpose, Track

ENDS = (*APART, ("review.region_failure", "ends"))
UNKNOWN = {  # rows that a group never needs under its terms
    APART: {*TOGETHER_ONLY, *INSIDE, "end_after_failures", "convert_before_release"},
    ENDS: {*TOGETHER_ONLY, *INSIDE, "leave_after_failures", "convert_before_release"},
    CONVERTS: set(BY_TERMS - {"convert_before_release"}),
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("agreed", UNKNOWN, ids=("each its own panel", "one failure ends it", "one goes on alone"))
def test_two_regions_walk_every_road_of_their_terms(agreed: tuple[tuple[str, Any], ...]) -> None:
    roads = Walk(TABLE, 2, ASKED, start=started(2, agreed)).walked()
    print(f"\ntwo regions, {dict(agreed)}: {roads.figures()}")
    known = [row for row in TABLE if row.name not in UNKNOWN[agreed] | NEVER_BY_TWO]
    assert broken(roads, known) == {}
    assert [f"{s} without {place}, after {road}" for s, place, road in held(roads)] == []
    assert {row: n for row, n in roads.taken.items() if n and row in UNKNOWN[agreed]} == {}


def called(regions: int) -> Situation:
    """A review that each region holds for itself has just been called."""
    region = Region(Track.INITIATED, Drafters.THERE, held=Held.YES, panel=Review.FORMING)
    text = TextPurpose.REVIEW
    return Situation(Joint.REVIEWING, (region,) * regions, text, has_group=True, agreed=APART)


@pytest.mark.timeout(600)
def test_of_three_regions_that_review_for_themselves_none_is_held_by_a_silent_panel() -> None:
    """From the call of the review on, with panels that pass: what fails is walked by two."""
    rows = lean(PASSING)
    roads = Walk(rows, 3, ASKED, start=called(3)).walked()
    print(f"\nthree regions, each its own panel: {roads.figures()}")
    assert {name: told for name, told in broken(roads, rows).items() if name != "W1"} == {}
    assert [f"{s} without {place}, after {road}" for s, place, road in held(roads)] == []
    assert any(s.joint is Joint.APPROVING and len(s.counted) == 2 for s in roads.situations)
