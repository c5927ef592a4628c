"""The law of leaving and of the floor: graces, heirs, who is left alone."""

from datetime import datetime

from workflow import clock
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, lasted
from workflow.vocabulary import (
    WORKING,
    Joint,
    Role,
    Track,
)


def _grace_end(case: Case) -> datetime | None:
    fell = case.standing.standard.below_floor_at
    days = case.standing.terms.days("floor.grace_days")
    return clock.end_of(case.standing.due(fell, days)) if fell else None


below_floor_long = lasted("below_floor_long", _grace_end, cites="设计")


def _lead_stays(case: Case) -> Facts | None:
    lead = case.standing.tracks[case.standing.standard.lead_region]
    return None if lead.state.counts.value == "resting" and heirs(case) else {}


def heirs(case: Case) -> list[str]:
    """Who leads next, in the group's order: a counted region, else one that accepted or applied."""
    standing = case.standing
    return standing.counted or standing.in_states({Track.ACCEPTED, Track.APPLIED})


lead_gone = Rule("lead_gone", "设计", _lead_stays)


def _company_left(case: Case) -> Facts | None:
    n = len({*case.standing.counted, *case.standing.undecided})
    return {"n": n} if n != 1 else None


# Where a text is being written there is something that a last region can go on with.
WRITTEN = WORKING - {Joint.INITIATING} | {Joint.SUSPENDED}


def goes_on_alone(case: Case) -> bool:
    """Whether the one region that is left goes on alone when the grace is over: the terms say so, it has initiated, and
    there is a text.
    """
    standing = case.standing
    is_agreed = standing.terms["floor.before_release"].value == "convert"
    is_alone = len(standing.counted) == 1 and not standing.undecided
    return is_agreed and is_alone and standing.where in WRITTEN


nobody_goes_on = Rule(
    "nobody_goes_on",
    "设计",
    lambda case: {"regions": case.among(case.standing.counted)} if goes_on_alone(case) else None,
)
one_left = Rule("one_left", "设计", _company_left, Role.APPROVER)
lapsed = lasted(
    "lapsed",
    lambda case: clock.end_of(
        clock.months_after(
            clock.day_of(case.standing.standard.since), case.standing.terms.days("proposal.lapse_months")
        )
    ),
    cites="设计",
)
