"""The law of leaving and of the floor: graces, heirs, who is left alone."""

from datetime import datetime

from workflow import clock
from workflow.rules.shapes import Facts, Rule, lasted
from workflow.standing import Case
from workflow.vocabulary import (
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
