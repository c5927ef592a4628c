"""Review panels on their way to a conclusion: one of all regions, or those of each, told by its name."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from workflow import clock
from workflow.judges import members_of, panel_of
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.records.panels import ReviewPanel
from workflow.rules import reviewing, voting
from workflow.vocabulary import Panel, Role, SeatRole

# The same sentence of a panel that is a region's own.
OF_A_REGION = {
    "gap.panel": "gap.panel_of",
    "gap.interest": "gap.interest_of",
    "rule.panel_fit": "rule.panel_fit_of",
    "gap.notice": "gap.notice_of",
    "gap.open_vote": "gap.open_vote_of",
    "gap.vote": "gap.vote_of",
    "gap.lost": "gap.lost_of",
    "gap.replies": "gap.replies_of",
}


def _gap(
    case: Case,
    key: str,
    since: datetime | None,
    facts: dict[str, Any],
    step: str = "",
    role: Role | None = None,
    person_id: int | None = None,
) -> Gap:
    """What a panel lacks; of a region's own panel the sentence names the region."""
    panel = panel_of(case)
    if panel is not None and panel.region_code is not None:
        key, facts = OF_A_REGION.get(key, key), facts | {"region": case.standing.named(panel.region_code)}
    region = _office(case, panel) if role is Role.SECRETARY else None
    return Gap(key, since or stood_since(case), facts, step, role, region, person_id=person_id)


def _office(case: Case, panel: ReviewPanel | None) -> str | None:
    """The region whose secretary forms the panel; where a region has none, the joint one does."""
    code = panel.region_code if panel else None
    is_there = any(s.role is SeatRole.SECRETARY and s.region_code == code for s, _ in case.standing.roster)
    return code if is_there else None


def chair_of(case: Case) -> int | None:
    return next((m.person_id for m in members_of(case) if m.is_chair), None)


def panel(case: Case) -> Gaps:
    """The panel on its way to an open vote."""
    panel = panel_of(case)
    if panel is None or panel.state is Panel.FORMING:
        yield _gap(case, "gap.panel", None, {}, "appoint_panel", Role.SECRETARY)
        return
    silent = [m.person_id for m in members_of(case) if m.interest is None]
    for person in silent:
        facts = {"name": case.standing.person(person)}
        yield _gap(case, "gap.interest", panel.noticed_at, facts, "declare_interest", Role.REVIEWER, person)
    if faults := reviewing.panel_fit.check(case):
        yield _gap(case, "rule.panel_fit", None, faults, "replace_member", Role.SECRETARY)
    possible = reviewing.notice_ends(case)
    if possible and case.at < possible:
        yield _gap(case, "gap.notice", panel.noticed_at, {"date": clock.day_of(possible)})
    elif not silent:
        yield _gap(case, "gap.open_vote", possible, {}, "open_vote", Role.CHAIR, chair_of(case))


def votes(case: Case) -> Gaps:
    panel, until = panel_of(case), voting.replies_until(case)
    since = panel.opened_at if panel else None
    for member in voting.waited_for(case):
        facts = {"name": case.standing.person(member.person_id)}
        gap = _gap(case, "gap.vote", since, facts, "vote", Role.REVIEWER, member.person_id)
        yield replace(gap, due=until)
    if until is not None and case.today > until:
        yield _gap(case, "gap.replies", since, {"date": until}, "redo_vote", Role.CHAIR, chair_of(case))


def lost(case: Case) -> Gaps:
    is_last = reviewing.last_failure.check(case) is None
    yield _lost(case, "fail_review_again" if is_last else "fail_review")


def _lost(case: Case, step: str) -> Gap:
    count = voting.tally(case)
    return _gap(
        case, "gap.lost", None, {"agree": count.agree, "present": count.there}, step, Role.CHAIR, chair_of(case)
    )


def own_panels(case: Case) -> Gaps:
    """What the panel of each region still lacks for its conclusion."""
    for panel in case.standing.open_panels:
        yield from _own(replace(case, answers={"panel": panel.id}), panel)


def _own(case: Case, at_work: ReviewPanel) -> Gaps:
    if at_work.state is not Panel.VOTING:
        yield from panel(case)
    elif voting.votes_in.check(case):
        yield from votes(case)
    elif voting.vote_carried.check(case):
        yield _lost(case, "fail_review_here")
    else:
        facts = {"region": case.standing.named(at_work.region_code or "")}
        yield _gap(case, "gap.carried_of", None, facts, "pass_review_here", Role.CHAIR, chair_of(case))
