"""W18: a review's vote has exactly one outcome, and three quarters of those present carry it."""

import pytest

from tests.house.walk.people import NOW
from tests.house.walk.picture import picture
from tests.house.walk.situation import Region, Review, Situation
from workflow.records.panels import PanelMember
from workflow.rules import voting
from workflow.standing import Case, Standing
from workflow.vocabulary import Joint, Stand, TextPurpose, Track

LEAST = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 5, 7: 6, 8: 6, 9: 7, 10: 8, 11: 9, 12: 9, 13: 10, 14: 11, 15: 12}


def voted(agree: int, present: int, *, rest: Stand = Stand.DISAGREE) -> Standing:
    """A panel of that many, of whom so many agree."""
    standing = picture(
        Situation(Joint.REVIEWING, (Region(Track.INITIATED),) * 3, TextPurpose.REVIEW, review=Review.CARRIED)
    )
    members = [
        PanelMember(panel_id=1, person_id=n, interest="none", is_present=True, vote=Stand.AGREE if n < agree else rest)
        for n in range(present)
    ]
    standing.__dict__["panel_members"] = members
    return standing


def outcomes(standing: Standing) -> tuple[bool, bool]:
    """Whether it may pass, whether it may fail."""
    case = Case(standing, None, NOW)
    return voting.vote_carried.check(case) is None, voting.vote_lost.check(case) is None


@pytest.mark.parametrize("present", LEAST)
def test_exactly_one_outcome_is_open_and_the_least_that_carries_is_three_quarters(present: int) -> None:
    passing = []
    for agree in range(present + 1):
        may_pass, may_fail = outcomes(voted(agree, present))
        assert may_pass is not may_fail
        passing += [agree] if may_pass else []
    assert passing == list(range(LEAST[present], present + 1))


def test_who_abstains_is_present() -> None:
    assert outcomes(voted(5, 7, rest=Stand.ABSTAIN)) == (False, True)
    assert outcomes(voted(6, 8, rest=Stand.ABSTAIN)) == (True, False)


def test_a_vote_in_which_nobody_is_present_carries_nothing() -> None:
    assert outcomes(voted(0, 0)) == (False, True)


def test_who_declared_an_interest_is_not_counted() -> None:
    standing = voted(5, 7)
    for member in standing.panel_members[5:]:
        member.interest = "employed"
    assert outcomes(standing) == (True, False)
