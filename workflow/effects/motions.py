"""Motions: put to the regions, voted on, and what a carried one does to the standard."""

from datetime import datetime
from typing import Any

from workflow import clock
from workflow.db import Work
from workflow.effects.drafting import redrafted
from workflow.effects.leaving import release_drafters
from workflow.effects.proposals import found_by
from workflow.picture.standing import Case
from workflow.records.motions import Motion, MotionVote
from workflow.records.standards import Standard, StandardTrack
from workflow.rules import motions
from workflow.rules.tabling import decided_by
from workflow.text.shares import shared
from workflow.vocabulary import COUNTED, Ending, MotionKind, MotionState


def table_motion(work: Work, case: Case) -> dict[str, Any]:
    answers, seat = case.answers, case.seat
    assert seat is not None
    decide_by = decided_by(case)
    made = work.insert(
        Motion,
        standard_id=case.standing.standard.id,
        kind=answers["kind"],
        region_code=answers.get("region"),
        until=answers.get("until"),
        plan={name: answers[name] for name in (*motions.PLAN, *motions.SHARES) if name in answers} or None,
        reason=answers["reason"],
        decide_by=decide_by,
        state=MotionState.TABLED,
        tabled_region=case.region or None,
        tabled_by=seat.person_id,
        tabled_at=work.at,
    )
    return {"motion": made, "decide_by": decide_by}


def vote_motion(work: Work, case: Case) -> dict[str, Any]:
    answers, seat = case.answers, case.seat
    assert seat is not None
    made = work.insert(
        MotionVote,
        motion_id=answers["motion"],
        region_code=case.region,
        person_id=seat.person_id,
        seat_id=seat.id,
        stand=answers["position"],
        reason=answers.get("reason", ""),
        at=work.at,
    )
    return {"vote": made}


def carry_motion(work: Work, case: Case) -> dict[str, Any]:
    return _told(case)


def lose_motion(work: Work, case: Case) -> dict[str, Any]:
    return _told(case)


def _told(case: Case) -> dict[str, Any]:
    """Which motion, and how the regions stood."""
    motion = motions.motion_of(case)
    assert motion is not None
    said = {code: stand.value for code, stand in motions.stands(case, motion).items()}
    return {"motion": motion.id, "kind": motion.kind, "region": motion.region_code, "stands": said}


# --- what a carried motion does --------------------------------------------------------------------------------------


def _spent(work: Work, case: Case, kind: MotionKind) -> Motion:
    """The motion that carries now, marked as having moved the standard."""
    motion = motions.carried(case, kind)
    assert motion is not None
    work.update(Motion, Motion.id == motion.id, moved_at=work.at)
    return motion


def _on_standard(work: Work, case: Case, **values: Any) -> None:
    work.update(Standard, Standard.id == case.standing.standard.id, **values)


def suspend(work: Work, case: Case) -> dict[str, Any]:
    """The clocks stop: how long it lasted is counted out of every term that was running."""
    motion, standard = _spent(work, case, MotionKind.SUSPEND), case.standing.standard
    pause = {"from": work.at.isoformat(), "until": None, "stood_since": standard.since.isoformat()}
    _on_standard(
        work, case, stood_at=standard.state, suspended_until=motion.until, pauses=[*(standard.pauses or ()), pause]
    )
    return {"motion": motion.id, "until": motion.until, "pause": pause}


def resume(work: Work, case: Case) -> dict[str, Any]:
    motion = _spent(work, case, MotionKind.RESUME)
    return _resumed(work, case) | {"motion": motion.id}


def resume_when_due(work: Work, case: Case) -> dict[str, Any]:
    return _resumed(work, case)


def _resumed(work: Work, case: Case) -> dict[str, Any]:
    """Exactly where it stood, since it stood there; the pause has its end."""
    pauses = case.standing.standard.pauses or []
    *before, last = pauses
    since = datetime.fromisoformat(last["stood_since"])
    pause = {**last, "until": work.at.isoformat()}
    work.along |= {"since": since, "pauses": [*before, pause]}
    began = datetime.fromisoformat(last["from"])
    return {"since": since, "days": (clock.day_of(work.at) - clock.day_of(began)).days, "pause": pause}


def terminate(work: Work, case: Case) -> dict[str, Any]:
    motion = _spent(work, case, MotionKind.TERMINATE)
    _on_standard(work, case, ending=Ending.AGREED)
    return {"motion": motion.id}


def extend_plan(work: Work, case: Case) -> dict[str, Any]:
    """The plan dates of all regions move by the same months; each records its own change notice."""
    motion, standing = _spent(work, case, MotionKind.EXTEND_PLAN), case.standing
    months = standing.terms.days("plan.extension_months")
    plans = {code: t.plan_until for code, t in standing.tracks.items() if t.state in COUNTED and t.plan_until}
    moved = {code: clock.months_after(until, months) for code, until in plans.items()}
    for code, until in moved.items():
        mine = (StandardTrack.standard_id == standing.standard.id, StandardTrack.region_code == code)
        work.update(StandardTrack, *mine, plan_until=until)
    _on_standard(work, case, extensions=standing.standard.extensions + 1)
    return {"motion": motion.id, "plans": moved}


def adjust_plan(work: Work, case: Case) -> dict[str, Any]:
    """Titles and scope are metadata of the text: a final text under the former ones is not the present one any more."""
    motion = _spent(work, case, MotionKind.ADJUST_PLAN)
    plan = {name: value for name, value in (motion.plan or {}).items() if name in motions.PLAN}
    found_by(work, case, plan.get("title_zh", ""), plan.get("title_en", ""), **plan)
    return {"motion": motion.id, "changed": sorted(plan)}


def share_clauses(work: Work, case: Case) -> dict[str, Any]:
    """A new draft in the same words, whose clauses bear who answers for them; who takes part no more is left out."""
    motion = _spent(work, case, MotionKind.SHARE_CLAUSES)
    plan: dict[str, list[str]] = motion.plan or {}
    told = dict.fromkeys(plan["clauses"], tuple(plan["responsible"]))
    return {"motion": motion.id, **plan} | redrafted(work, case, lambda old: shared(old, told, case.standing.counted))


def transfer_lead(work: Work, case: Case) -> dict[str, Any]:
    motion = _spent(work, case, MotionKind.TRANSFER_LEAD)
    _on_standard(work, case, lead_region=case.answers["region"])
    return {"motion": motion.id, "lead": case.answers["region"]}


def go_on_without(work: Work, case: Case) -> dict[str, Any]:
    """As a leaving of its own: its drafters leave with it."""
    motion = _spent(work, case, MotionKind.GO_ON_WITHOUT)
    release_drafters(work, case, case.answers["region"])
    return {"motion": motion.id}


def pass_over(work: Work, case: Case) -> dict[str, Any]:
    """Its track stays where it stands; the others conclude the review without its word."""
    motion, code = _spent(work, case, MotionKind.GO_ON_WITHOUT), case.answers["region"]
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == code)
    work.update(StandardTrack, *mine, passed_over_at=work.at)
    return {"motion": motion.id, "region": code}


def admit(work: Work, case: Case) -> dict[str, Any]:
    motion, code = _spent(work, case, MotionKind.ADMIT), case.answers["region"]
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == code)
    work.update(StandardTrack, *mine, admitted_at=work.at)
    return {"motion": motion.id}
