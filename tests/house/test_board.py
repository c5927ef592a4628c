"""The board never keeps silent while a project waits, and whoever is told that it is his or her turn can act."""

from functools import cache

from tests.house.walk.board import silent, without_a_button
from tests.house.walk.people import NOW
from tests.house.walk.picture import picture
from tests.house.walk.situation import Clock, Posting, Region, Situation
from tests.house.walk.whole import two_regions
from workflow.process.missing import gaps
from workflow.vocabulary import Joint, TextPurpose, Track


@cache
def dead_turns() -> dict[str, str]:
    return without_a_button(two_regions())


def test_the_board_is_never_silent_before_the_standard_is_in_force() -> None:
    assert [two_regions().road_to(number) for number in silent(two_regions())] == []


def test_a_consultation_still_waits_for_a_day_when_the_region_that_had_not_posted_leaves() -> None:
    posted = Region(Track.INITIATED, window=Posting.POSTED)
    left = Region(Track.WITHDREW, window=Posting.PLANNED)
    consulting = Situation(Joint.CONSULTING, (posted, posted, left), TextPurpose.CONSULTATION, clock=Clock.NONE)
    assert [gap.key for gap in gaps(picture(consulting), NOW)] == ["gap.window"]


def test_whoever_is_told_that_it_is_their_turn_has_a_button() -> None:
    assert dead_turns() == {}
