"""Motions before the regions, open ones first: what each would do, until when, and where every region stands."""

from typing import Any

from web.present import due, region, short_day
from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.process.matters import clauses_named, name_of
from workflow.records.motions import Motion
from workflow.rules import motions
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
    """Its kind, and what it names."""
    return str(tell(name_of(standing, motion)))


def _told(standing: Standing, motion: Motion) -> list[str]:
    """What it would write, besides its kind."""
    told = [say("暂停至 {day}", day=motion.until)] if motion.until else []
    told += [say("通过时已无可执行，未作变动")] if motion.state is MotionState.CARRIED and not motion.moved_at else []
    plan = motion.plan or {}
    said = {name: _said(standing, motion, name) for name in plan}
    return told + [f"{say(f'ask.{name}')}{say('：')}{words}" for name, words in said.items()]


def _said(standing: Standing, motion: Motion, name: str) -> str:
    """A title or a scope; parts of regions, clauses or regions by their names."""
    value: Any = (motion.plan or {})[name]
    match name:
        case "clauses":
            return str(tell(clauses_named(standing, motion)))
        case "responsible":
            return str(tell([standing.named(code) for code in value])) or say("全部参与地区")
        case "territory":
            return str(tell(standing.parts_named(value))) or say("全境")
        case _:
            return str(value)


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
