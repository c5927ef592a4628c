"""What waits on a motion, and a project that stands still until a day."""

from workflow import clock
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.process.matters import name_of
from workflow.rules.motions import is_live, stands, tabled, voters
from workflow.vocabulary import Joint, Role


def motions(case: Case) -> Gaps:
    """Each region that may vote and has not spoken, and each that blocks."""
    for motion in tabled(case):
        said, until = stands(case, motion), motion.decide_by
        for code in voters(case, motion) if is_live(case, motion) else ():
            facts = {"region": case.standing.named(code), "motion": name_of(case.standing, motion), "until": until}
            if code not in said:
                yield Gap("gap.motion", motion.tabled_at, facts, "vote_motion", Role.APPROVER, code, due=until)
            elif said[code].blocks:
                yield Gap("gap.motion_blocked", motion.tabled_at, facts, due=until)


def suspension(case: Case) -> Gaps:
    standard = case.standing.standard
    if standard.state is Joint.SUSPENDED and standard.suspended_until:
        until = standard.suspended_until
        facts = {"until": until, "state": case.standing.where, "left": clock.days_left(until, case.today)}
        yield Gap("gap.suspended", stood_since(case), facts, due=standard.suspended_until)
