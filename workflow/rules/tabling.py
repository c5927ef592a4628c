"""The law of tabling a motion 共商事项 and of speaking on it."""

from datetime import date

from workflow import clock
from workflow.picture.standing import Case
from workflow.rules.motions import KINDS, PLAN, SHARES, motion_of, tabled, voters
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import (
    COUNTED,
    UNDECIDED,
    MotionKind,
    Role,
    Track,
)


def _endless(case: Case) -> Facts | None:
    is_asked = "until" in KINDS[case.answers["kind"]].wants
    return {"kind": case.answers["kind"]} if is_asked and not case.answers.get("until") else None


def _planless(case: Case) -> Facts | None:
    """At least one of the plan's fields."""
    plan = [name for name in PLAN if name != "territory" or case.standing.agreement.territories]
    is_asked = "plan" in KINDS[case.answers["kind"]].wants
    given = [name for name in plan if case.answers.get(name) is not None]
    return {"fields": [f"ask.{name}" for name in plan]} if is_asked and not given else None


def _shareless(case: Case) -> Facts | None:
    """Which clauses, and who is to answer for them."""
    lacking = [name for name in SHARES if name in KINDS[case.answers["kind"]].wants and name not in case.answers]
    return {"fields": [f"ask.{name}" for name in lacking]} if lacking else None


def _nameless(case: Case) -> Facts | None:
    kind = case.answers["kind"]
    return {"kind": kind} if KINDS[kind].names and not case.answers.get("region") else None


def _named(case: Case) -> Facts | None:
    kind = case.answers["kind"]
    return {"kind": kind} if case.answers.get("region") and not KINDS[kind].names else None


def _misnamed(case: Case) -> Facts | None:
    """The region named stands where this kind of motion may name it."""
    kind, code = case.answers["kind"], case.answers.get("region") or ""
    names, track = KINDS[kind].names, case.standing.tracks.get(code)
    if track is None or not names or track.state in names:
        return None
    return {"kind": kind, "region": case.standing.named(code), "state": track.state}


def _led_already(case: Case) -> Facts | None:
    """Nobody passes the lead to who has it."""
    code = case.answers.get("region")
    is_passed = case.answers["kind"] is MotionKind.TRANSFER_LEAD
    is_same = is_passed and code is not None and code == case.standing.standard.lead_region
    return {"region": case.standing.named(str(code))} if is_same else None


def _misplaced(case: Case) -> Facts | None:
    kind = case.answers["kind"]
    state = case.standing.state
    return None if state in KINDS[kind].during else {"kind": kind, "state": state}


def _open_already(case: Case) -> Facts | None:
    """One open motion a kind and region; of passing the lead one at all, as its voters change with the lead; of
    sharing out, one a clause.
    """
    kind, code = case.answers["kind"], case.answers.get("region")
    is_any, named = kind is MotionKind.TRANSFER_LEAD, {*case.answers.get("clauses", ())}
    same = [m for m in tabled(case) if m.kind is kind and (is_any or m.region_code == code)]
    if kind is MotionKind.SHARE_CLAUSES:
        same = [m for m in same if named.intersection((m.plan or {}).get("clauses", ()))]
    return {"kind": kind, "until": same[0].decide_by} if same else None


def _terminating(case: Case) -> Facts | None:
    same = [m for m in tabled(case) if m.kind is MotionKind.TERMINATE]
    return {"kind": MotionKind.TERMINATE, "until": same[0].decide_by} if same else None


termination_new = Rule("motion_new", "设计", _terminating)


def _hurried(case: Case) -> Facts | None:
    """Silence counts once the term is over: nobody's is cut short, and no motion stays open for ever."""
    least, most = (case.standing.terms.days(key) for key in ("motion.days", "motion.max_days"))
    days = clock.days_left(decided_by(case), case.today)
    return None if least <= days <= most else {"min": least, "max": most}


motion_lasts = of_answers(Rule("motion_lasts", "设计", _hurried))


def extended(case: Case) -> tuple[int, int]:
    """How often the plan was extended, and how often it may be."""
    return case.standing.standard.extensions, case.standing.terms.days("plan.extension_max")


def _extended(case: Case) -> Facts | None:
    n, most = extended(case)
    return {"n": n, "max": most} if n >= most else None


not_extended_yet = Rule("not_extended_yet", "部门规则（已见）", _extended)


def _extended_already(case: Case) -> Facts | None:
    """A motion that could move nothing is not put to anybody."""
    n, most = extended(case)
    return {"n": n, "max": most} if case.answers["kind"] is MotionKind.EXTEND_PLAN and n >= most else None


extension_left = of_answers(Rule("not_extended_yet", "部门规则（已见）", _extended_already))


def _too_long(case: Case) -> Facts | None:
    until = case.answers.get("until")
    if case.answers["kind"] is not MotionKind.SUSPEND or until is None:
        return None
    last = clock.months_after(case.today, case.standing.terms.days("suspension.max_months"))
    return {"until": last} if until > last else None


motion_ends = of_answers(Rule("motion_ends", "设计", _endless, Role.COORDINATOR))
motion_changes = of_answers(Rule("motion_changes", "设计", _planless, Role.COORDINATOR))
motion_shares = of_answers(Rule("motion_shares", "设计", _shareless, Role.COORDINATOR))
motion_names_one = of_answers(Rule("motion_names_one", "设计", _nameless, Role.COORDINATOR))
motion_names_none = of_answers(Rule("motion_names_none", "设计", _named, Role.COORDINATOR))
motion_names_fit = of_answers(Rule("motion_names_fit", "设计", _misnamed, Role.COORDINATOR))
lead_is_new = of_answers(Rule("lead_is_new", "设计", _led_already, Role.COORDINATOR))
motion_placed = of_answers(Rule("motion_placed", "设计", _misplaced))
motion_new = of_answers(Rule("motion_new", "设计", _open_already))
suspension_short = of_answers(Rule("suspension_short", "设计", _too_long, Role.COORDINATOR))


def _aside(case: Case) -> Facts | None:
    """Whoever tables takes part, holds the chair, or asks to join."""
    standing, region = case.standing, case.region
    track = standing.tracks.get(region)
    is_part = track is not None and track.state in COUNTED | UNDECIDED | {Track.ACCEDING}
    is_chair = region == standing.agreement.chair_region
    return None if is_part or is_chair else {"region": standing.named(region)}


takes_part = Rule("takes_part", "设计", _aside, Role.COORDINATOR)


def _no_vote(case: Case) -> Facts | None:
    """No motion, or not the one named, asks for this region's word."""
    named = motion_of(case)
    asked = [m for m in ([named] if named else tabled(case)) if case.region in voters(case, m)]
    return None if asked else {"region": case.standing.named(case.region)}


votes_here = Rule("votes_here", "设计", _no_vote)


def _unexplained(case: Case) -> Facts | None:
    stand = case.answers.get("position")
    return {} if stand is not None and stand.blocks and not case.answers.get("reason") else None


block_explained = of_answers(Rule("block_explained", "设计", _unexplained))


def _voted_same(case: Case) -> Facts | None:
    motion, votes = case.answers.get("motion"), case.standing.motion_votes
    mine = [vote for vote in votes if (vote.motion_id, vote.region_code) == (motion, case.region)]
    is_same = bool(mine) and mine[-1].stand is case.answers.get("position") and not mine[-1].stand.blocks
    return {"since": clock.day_of(mine[-1].at)} if is_same else None


not_voted_same = of_answers(Rule("not_said_already", "设计", _voted_same))


def _tabled_elsewhere(case: Case) -> Facts | None:
    named = motion_of(case)
    own = [m for m in ([named] if named else tabled(case)) if m.tabled_region == case.region]
    return None if own else {"region": case.standing.named(case.region)}


tabled_here = Rule("tabled_here", "设计", _tabled_elsewhere)


def decided_by(case: Case) -> date:
    """The last day of a motion about to be tabled: as answered, else by the term."""
    given: date | None = case.answers.get("vote_by")
    return given or clock.days_after(case.today, case.standing.terms.days("motion.days"))
