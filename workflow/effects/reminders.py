"""What the process tells by itself fires its timers; two of them put something before the regions."""

from typing import Any

from workflow import clock
from workflow.db import Work
from workflow.effects.lateness import matter_of_meeting
from workflow.picture.standing import Case
from workflow.records.motions import Motion
from workflow.records.notices import Timer
from workflow.rules.instants import plan_ends
from workflow.rules.meeting import PLAN_OVER
from workflow.rules.reminding import due_timers
from workflow.vocabulary import MotionKind, MotionState


def fire(work: Work, case: Case, name: str) -> dict[str, Any]:
    """A timer that was told is over, late or not."""
    timers = due_timers(case, name)
    work.update(Timer, Timer.id.in_([timer.id for timer in timers]), fired_at=work.at)
    return {"due": min(timer.due_at for timer in timers)}


def put_plan_on_agenda(work: Work, case: Case) -> dict[str, Any]:
    """The plan may be extended once: that is for the regions to say."""
    return matter_of_meeting(work, case, PLAN_OVER, {}) | fire(work, case, "put_plan_on_agenda")


def move_to_terminate(work: Work, case: Case) -> dict[str, Any]:
    """The plan is over for the last time: the process itself asks the regions whether to go on."""
    standing = case.standing
    decide_by = clock.days_after(case.today, standing.terms.days("motion.days"))
    made = work.insert(
        Motion,
        standard_id=standing.standard.id,
        kind=MotionKind.TERMINATE,
        reason="",
        decide_by=decide_by,
        state=MotionState.TABLED,
        tabled_at=work.at,
    )
    told = {"motion": made, "kind": MotionKind.TERMINATE, "decide_by": decide_by, "plan_until": plan_ends(standing)}
    return told | fire(work, case, "move_to_terminate")
