"""W18: a review's vote has exactly one outcome; what carries it, and when letters are waited for no more."""

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.house.walk.people import NOW
from tests.house.walk.picture import picture
from tests.house.walk.situation import Region, Review, Situation
from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.records.panels import PanelMember
from workflow.rules import voting
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
    standing.__dict__ |= {"panel_members": members, "former": {}}
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


COMMITTEE = {
    # members, there, agree, against -> whether it carries: at least two thirds for it, at most a quarter against it
    (9, 9, 6, 2): True,
    (9, 9, 6, 3): False,
    (9, 9, 5, 0): False,
    (8, 8, 6, 2): True,
    (8, 8, 5, 2): False,
    (12, 9, 6, 2): True,
    (12, 9, 6, 3): False,
    (3, 3, 2, 0): True,
    (3, 3, 2, 1): False,
}


@pytest.mark.parametrize(("cast", "carries"), COMMITTEE.items())
def test_a_committee_counts_two_thirds_for_and_a_quarter_against(cast: tuple[int, ...], carries: bool) -> None:
    needs = voting.Shares(Fraction(3, 4), Fraction(2, 3), Fraction(1, 4))
    assert voting.carries(voting.Count(*cast), needs) is carries


def letter(replies: int, agree: int, members: int = 9, *, opened: int = 31, named: int = -1) -> Standing:
    """A vote by letter that opened so many days ago, with its day named so many days from now."""
    standing = voted(agree, members)
    for n, member in enumerate(standing.panel_members):
        member.is_present, member.vote = False, member.vote if n < replies else None
    panel = standing.open_panels[0]
    panel.by_letter, panel.meets_on = True, clock.day_of(NOW) + timedelta(days=named)
    panel.opened_at = NOW - timedelta(days=opened)
    return standing


LETTERS = {
    # replies, agree, days since it opened -> may be concluded, carries, may be repeated
    (9, 7, 3): (True, True, False),
    (9, 6, 3): (True, False, False),
    (8, 8, 3): (False, True, False),
    (8, 6, 31): (True, True, False),
    (6, 5, 31): (True, True, False),
    (6, 4, 31): (True, False, False),
    (5, 5, 31): (False, True, True),
    (5, 5, 30): (False, True, False),
    (0, 0, 31): (False, False, True),
}


@pytest.mark.parametrize(("cast", "told"), LETTERS.items())
def test_letters_are_counted_by_replies_and_repeated_below_two_thirds(
    cast: tuple[int, int, int], told: tuple[bool, bool, bool]
) -> None:
    replies, agree, opened = cast
    case = Case(letter(replies, agree, opened=opened), None, NOW)
    may_repeat = voting.votes_lacking.check(case) is None and voting.replies_over.check(case) is None
    assert (voting.votes_in.check(case) is None, outcomes(case.standing)[0], may_repeat) == told


def test_letters_are_waited_for_until_the_day_that_was_named() -> None:
    case = Case(letter(5, 5, named=4), None, NOW)
    assert voting.replies_over.check(case) == {"date": clock.day_of(NOW) + timedelta(days=4)}
    assert voting.votes_in.check(case) is not None
