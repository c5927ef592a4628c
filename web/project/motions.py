"""Motions before the regions, open ones first: what each would do, until when, and where every region stands."""

from typing import Any

from web.present import due, region, short_day
from workflow import clock
from workflow.records.motions import Motion
from workflow.rules import motions
from workflow.standing import Case, Standing
from workflow.vocabulary import MotionState
from workflow.words import say, tell


def motions_view(standing: Standing) -> list[dict[str, Any]]:
    """Each motion with the word of each region that may vote."""
    case = Case(standing, None, clock.now())
    ordered = sorted(standing.motions, key=lambda m: (m.state is not MotionState.TABLED, -m.id))
    return [_motion(case, motion) for motion in ordered]


def open_view(standing: Standing) -> list[dict[str, Any]]:
    """The motions that wait for a word."""
    return [shown for shown in motions_view(standing) if shown["is_open"]]


def _motion(case: Case, motion: Motion) -> dict[str, Any]:
    is_open = motion.state is MotionState.TABLED
    by = case.standing.named(motion.tabled_region) if motion.tabled_region else _nobody(motion)
    return {
        "name": motion_name(case.standing, motion),
        "state": tell(motion.state),
        "is_open": is_open,
        "reason": motion.reason if motion.tabled_by else say("计划期限已过，且不能再延期。"),
        "by": say("{region}提请，{day}", region=by, day=str(short_day(motion.tabled_at))),
        "due": due(motion.decide_by) if is_open else None,
        "ended": short_day(motion.ended_at) if motion.ended_at else "",
        "told": list(_told(case.standing, motion)),
        "voters": [_voter(case, motion, code) for code in _asked(case, motion)],
    }


def _nobody(motion: Motion) -> str:
    """Who tabled it in no region's name."""
    return say("role.secretary") if motion.tabled_by else say("role.system")


def motion_name(standing: Standing, motion: Motion) -> str:
    """Its kind, and the region that it names."""
    named = standing.named(motion.region_code) if motion.region_code else None
    return say("{kind}：{region}", kind=motion.kind, region=named) if named else str(tell(motion.kind))


def _told(standing: Standing, motion: Motion) -> list[str]:
    """What it would write, besides its kind."""
    told = [say("暂停至 {day}", day=motion.until)] if motion.until else []
    told += [say("通过时已无可执行，未作变动")] if motion.state is MotionState.CARRIED and not motion.moved_at else []
    plan = motion.plan or {}
    return told + [f"{say(f'ask.{name}')}{say('：')}{_said(standing, value)}" for name, value in plan.items()]


def _said(standing: Standing, value: Any) -> str:
    """A title, a scope, or parts of regions by their names."""
    return str(tell(standing.parts_named(value)) if isinstance(value, list) else value) or say("全境")


def _asked(case: Case, motion: Motion) -> list[str]:
    """Who may vote while it is open; afterwards who spoke."""
    if motion.state is MotionState.TABLED:
        return motions.voters(case, motion)
    return list(motions.stands(case, motion))


def _voter(case: Case, motion: Motion, code: str) -> dict[str, Any]:
    said = [v for v in case.standing.motion_votes if (v.motion_id, v.region_code) == (motion.id, code)]
    seal = {"region": region(case.standing.places[code])}
    if not said:
        return {"seal": seal | {"state": "open"}, "words": say("未表态"), "note": ""}
    vote = said[-1]
    state = "blocks" if vote.stand.blocks else "agreed"
    return {"seal": seal | {"state": state}, "words": tell(vote.stand), "note": vote.reason}
