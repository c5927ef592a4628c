"""The law of the technical review 技术审查: the panel and its notice, how often it may fail, what it demands."""

from datetime import datetime
from math import ceil
from typing import Any

from workflow import clock, who
from workflow.judges import members_of, panel_of
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, none_left, of_answers
from workflow.rules.voting import judges
from workflow.vocabulary import (
    Role,
)


def _undeclared(case: Case) -> list[Any]:
    return [case.standing.person(m.person_id) for m in members_of(case) if m.interest is None]


interests_declared = none_left(
    "interests_declared", _undeclared, cites="通行做法（待核）", cure=Role.REVIEWER, fact="names"
)


def _panel_faults(case: Case) -> list[str]:
    """What is wrong with the panel named in the answers, or else with the panel as it stands, as keys of words."""
    terms = case.standing.terms
    by_person = {seat.person_id: seat for seat, _ in case.standing.roster if seat.role.value == "expert"}
    named = case.answers.get("experts")
    if named is None:
        members = [(m.person_id, m.region_code, m.is_user, m.is_chair) for m in judges(case)]
    else:
        users, chair = set(case.answers.get("users") or ()), case.answers.get("chair")
        members = [(p, by_person[p].region_code or "", p in users, p == chair) for p in named if p in by_person]
    regions, wanted = [region for _, region, _, _ in members], _represented(case)
    busiest = max((regions.count(r) for r in set(regions)), default=0)
    hands = case.standing.hands
    tests = {
        "fault.panel_small": len(members) < terms.days("review.panel_min"),
        "fault.panel_even": len(members) % 2 == 0,
        "fault.panel_users": sum(is_user for _, _, is_user, _ in members)
        < terms.share("review.user_share_min") * len(members),
        "fault.panel_region": not set(wanted) <= set(regions),
        "fault.panel_half": len(wanted) > 1 and busiest > ceil(terms.share("review.region_share_max") * len(members)),
        "fault.panel_chair": sum(is_chair for _, _, _, is_chair in members) != 1,
        "fault.panel_drafter": any(hands.get(p, set()) & who.EXCLUDED[Role.REVIEWER] for p, _, _, _ in members),
        "fault.panel_twice": bool(_sitting_elsewhere(case) & {p for p, _, _, _ in members}),
    }
    return [key for key, is_wrong in tests.items() if is_wrong]


def _represented(case: Case) -> list[str]:
    """The regions that the panel speaks for: all that count, or its own."""
    panel = panel_of(case)
    return [panel.region_code] if panel and panel.region_code else case.standing.counted


def _sitting_elsewhere(case: Case) -> set[int]:
    """Who sits on the panel of another region: nobody judges for two."""
    panel = panel_of(case)
    return {m.person_id for m in case.standing.panel_members if panel is not None and m.panel_id != panel.id}


panel_fit = none_left(
    "panel_fit", _panel_faults, cites="部门规则（已见）；通行做法（待核）", cure=Role.SECRETARY, fact="faults"
)
named_panel_fit = of_answers(panel_fit)


def notice_ends(case: Case) -> datetime | None:
    """When the papers will have been out long enough for a vote: meeting and letter have their own terms."""
    panel = panel_of(case)
    if panel is None or panel.noticed_at is None:
        return None
    days = case.standing.terms.days("review.notice_days_letter" if panel.by_letter else "review.notice_days")
    return clock.start_of(case.standing.due(panel.noticed_at, days))


def _notice(case: Case) -> Facts | None:
    end, panel = notice_ends(case), panel_of(case)
    if end is not None and case.at >= end:
        return None
    key = "review.notice_days_letter" if panel and panel.by_letter else "review.notice_days"
    return {"days": case.standing.terms.days(key), "date": clock.day_of(end) if end else "—"}


notice_given = Rule("notice_given", "部门规则（已见）；设计", _notice)


def _failures(case: Case) -> int:
    """Failures counting the one about to be declared."""
    return case.standing.standard.failures + 1


first_failure = Rule(
    "first_failure",
    "团体标准规则（已见）",
    lambda case: None if _failures(case) < case.standing.terms.days("review.failures_max") else {"n": _failures(case)},
)
last_failure = Rule(
    "last_failure",
    "团体标准规则（已见）",
    lambda case: {"n": _failures(case)} if _failures(case) < case.standing.terms.days("review.failures_max") else None,
)


def _unmet(case: Case) -> Facts | None:
    rest = [d.words for d in case.standing.demands if d.met_in is None]
    return {"n": len(rest), "places": rest} if rest else None


changes_made = Rule("changes_made", "《地方标准管理办法》第十六条（待核）", _unmet, Role.EDITOR)
