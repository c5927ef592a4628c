"""What waits on a motion, and a project that stands still until a day."""

from workflow import clock
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.rules.motions import stands, tabled, voters
from workflow.standing import Case
from workflow.vocabulary import Joint, Role


def motions(case: Case) -> Gaps:
    """Each region that may vote and has not spoken."""
    for motion in tabled(case):
        said = stands(case, motion)
        for code in voters(case, motion):
            if code not in said:
                facts = {"region": case.standing.named(code), "kind": motion.kind, "until": motion.decide_by}
                yield Gap(
                    "gap.motion", motion.tabled_at, facts, "vote_motion", Role.APPROVER, code, due=motion.decide_by
                )


def suspension(case: Case) -> Gaps:
    standard = case.standing.standard
    if standard.state is Joint.SUSPENDED and standard.suspended_until:
        until = standard.suspended_until
        facts = {"until": until, "state": standard.stood_at, "left": clock.days_left(until, case.today)}
        yield Gap("gap.suspended", stood_since(case), facts, due=standard.suspended_until)
