"""One motion walked by itself: every position that one to four voters may hold, before its term is over and after."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import NamedTuple

from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, NOW, made, person, seat
from tests.house.walk.picture import picture
from tests.house.walk.situation import Clock, Region, Serial, Situation
from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.process.standard import ROWS
from workflow.records.motions import Motion, MotionVote
from workflow.rules import motions
from workflow.vocabulary import LIVE, Joint, MotionKind, MotionState, Role, SeatRole, Stand, TextPurpose, Track

POSITIONS = (None, Stand.AGREE, Stand.ABSTAIN, Stand.DISAGREE)
ASIDE = {MotionKind.GO_ON_WITHOUT, MotionKind.TRANSFER_LEAD, MotionKind.ADMIT}  # name a region that does not vote


class Ballot(NamedTuple):
    """What each voter has said on a motion of a kind, and whether its term is over."""

    kind: MotionKind
    said: tuple[Stand | None, ...]
    is_due: bool


def ballots(kind: MotionKind, most: int = 4) -> Iterator[Ballot]:
    """Every one of them."""
    for voters in range(1, most + 1):
        for said in product(POSITIONS, repeat=voters):
            yield from (Ballot(kind, said, is_due) for is_due in (False, True))


def pictured(ballot: Ballot) -> Standing:
    """The ballot on a standard in the first state in which such a motion may be tabled."""
    voters, joint = len(ballot.said), next(joint for joint in Joint if joint in motions.KINDS[ballot.kind].during)
    counts = Track.ANNOUNCED if joint in LIVE else Track.INITIATED
    concerned = [Region(Track.ACCEDING if ballot.kind is MotionKind.ADMIT else counts)] if ballot.kind in ASIDE else []
    regions = (*concerned, *[Region(counts)] * voters)
    leads_on = ballot.kind is not MotionKind.TRANSFER_LEAD
    codes = CODES[: len(regions)]
    standing = picture(
        Situation(
            joint,
            regions,
            TextPurpose.FINAL if joint in LIVE else None,
            serial=Serial.USED if joint in LIVE else Serial.NONE,
            clock=Clock.RUNNING,
            stood_at=Joint.DRAFTING if joint is Joint.SUSPENDED else None,
        )
    )
    named = codes[0] if concerned and leads_on else codes[-1] if concerned else None
    voting = codes[len(concerned) :]
    standing.__dict__.update(motions=[_motion(ballot, named)], motion_votes=_votes(ballot, voting))
    return standing


def _motion(ballot: Ballot, region: str | None) -> Motion:
    until = clock.day_of(NOW) + timedelta(days=-1 if ballot.is_due else 15)
    return made(
        Motion,
        id=1,
        kind=ballot.kind,
        region_code=region,
        decide_by=until,
        state=MotionState.TABLED,
        tabled_region=CODES[0],
    )


def _votes(ballot: Ballot, voting: tuple[str, ...]) -> list[MotionVote]:
    return [
        made(MotionVote, id=n, motion_id=1, region_code=code, person_id=1, stand=stand, reason="理由", at=NOW)
        for n, (code, stand) in enumerate(zip(voting, ballot.said, strict=True))
        if stand is not None
    ]


def outcomes(ballot: Ballot) -> tuple[bool, bool]:
    """Whether it carries, whether it is lost, asked of the process's own rows."""
    case = Case(pictured(ballot), None, NOW, {"motion": 1}, Role.SYSTEM)
    return is_open(ROWS["carry_motion"], case), is_open(ROWS["lose_motion"], case)


def may_say(ballot: Ballot, code: str, stand: Stand) -> bool:
    """Whether the approver of a region may say this now."""
    answers = {"motion": 1, "position": stand, "reason": "理由"}
    who = seat(SeatRole.APPROVER, code, person(code, SeatRole.APPROVER))
    return is_open(ROWS["vote_motion"], Case(pictured(ballot), who, NOW, answers))
