"""W17: a motion carries or is lost, never both; nothing carries over a block; one of three may be silent."""

import pytest

from tests.house.walk.ballots import ASIDE, POSITIONS, Ballot, ballots, may_say, outcomes
from tests.house.walk.people import CODES
from workflow.vocabulary import MotionKind, Stand

DESIGNED = 680  # situations of one kind of motion, by the design of the process


@pytest.mark.parametrize("kind", MotionKind)
def test_every_ballot_has_at_most_one_outcome_and_after_its_term_exactly_one(kind: MotionKind) -> None:
    found = {ballot: outcomes(ballot) for ballot in ballots(kind)}
    print(f"\n{kind.value}: {len(found)} ballots, designed {DESIGNED}; {sum(c for c, _ in found.values())} carry")
    assert len(found) == DESIGNED
    assert not [ballot for ballot, (carries, is_lost) in found.items() if carries and is_lost]
    assert not [ballot for ballot, outcome in found.items() if ballot.is_due and not any(outcome)]
    assert not [ballot for ballot, (_, is_lost) in found.items() if is_lost and not ballot.is_due]


@pytest.mark.parametrize("kind", MotionKind)
def test_nothing_carries_over_a_block_and_nothing_on_silence_alone(kind: MotionKind) -> None:
    carried = [ballot for ballot in ballots(kind) if outcomes(ballot)[0]]
    assert carried
    assert not [ballot for ballot in carried if Stand.DISAGREE in ballot.said or Stand.AGREE not in ballot.said]


@pytest.mark.parametrize("kind", MotionKind)
@pytest.mark.parametrize("voters", [3, 4])
def test_of_three_voters_one_that_is_silent_stops_nothing(kind: MotionKind, voters: int) -> None:
    said = (None, *[Stand.AGREE] * (voters - 1))
    is_stopped = kind is MotionKind.SHARE_CLAUSES  # a narrower share needs everybody's yes
    assert outcomes(Ballot(kind, said, True)) == (not is_stopped, is_stopped)
    assert outcomes(Ballot(kind, said, False)) == (False, False)


@pytest.mark.parametrize("kind", MotionKind)
def test_two_voters_both_have_to_speak_but_for_an_admission(kind: MotionKind) -> None:
    assert outcomes(Ballot(kind, (Stand.AGREE, None), True))[0] is (kind is MotionKind.ADMIT)
    assert outcomes(Ballot(kind, (Stand.AGREE, Stand.AGREE), False)) == (True, False)


@pytest.mark.parametrize("kind", MotionKind)
def test_every_voter_may_say_everything_and_change_its_mind(kind: MotionKind) -> None:
    """A word is only refused where it is the same again; a block may be repeated with another reason."""
    voting = CODES[1:4] if kind in ASIDE else CODES[:3]
    for ballot in (b for b in ballots(kind, 3) if len(b.said) == 3 and not any(outcomes(b))):
        for code, now in zip(voting, ballot.said, strict=True):
            refused = {stand for stand in POSITIONS[1:] if stand and not may_say(ballot, code, stand)}
            assert refused == ({now} if now in (Stand.AGREE, Stand.ABSTAIN) else set())


@pytest.mark.parametrize("kind", sorted(ASIDE))
def test_whom_it_concerns_does_not_vote(kind: MotionKind) -> None:
    assert not may_say(Ballot(kind, (None, None), False), CODES[0], Stand.AGREE)
