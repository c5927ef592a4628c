"""Technical review: the panel, interests, votes, and what a review demands."""

from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.demanding import lines
from workflow.effects.leaving import release_drafters
from workflow.judges import members_of, panel_of
from workflow.picture.standing import Case
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.standards import Hand, Standard
from workflow.rules import voting
from workflow.vocabulary import Ending, Panel, Role, SeatRole

NOT_THERE = {"vote": None, "voted_at": None, "is_present": False, "signed_in_at": None}


def call_review(work: Work, case: Case) -> dict[str, Any]:
    """One panel for all, or, where the terms say so, one of each region that counts; all judge the same text."""
    if case.standing.terms["review.mode"].value == "joint":
        return {"panel": _called(work, case, None)}
    return {"panels": {code: _called(work, case, code) for code in case.standing.counted}}


def _called(work: Work, case: Case, region: str | None) -> int:
    return work.insert(
        ReviewPanel,
        standard_id=case.standing.standard.id,
        round=max((panel.round for panel in case.standing.panels), default=0) + 1,
        region_code=region,
        state=Panel.FORMING,
        by_letter=case.answers["by_letter"] == "letter",
        meets_on=case.answers["meets_on"],
        place=case.answers.get("place", ""),
        agenda=case.answers.get("agenda", ""),
        called_at=work.at,
    )


def _panel(case: Case) -> ReviewPanel:
    panel = panel_of(case)
    assert panel is not None
    return panel


def _told(panel: ReviewPanel) -> dict[str, Any]:
    """Which panel, for the event; of one that is a region's own also whose."""
    return {"panel": panel.id} | ({"panel_of": panel.region_code} if panel.region_code else {})


def appoint_panel(work: Work, case: Case) -> dict[str, Any]:
    """The whole panel as it shall be; members who stay keep what they declared, who comes back declares anew."""
    standing, answers, panel = case.standing, case.answers, _panel(case)
    mine, experts = PanelMember.panel_id == panel.id, answers["experts"]
    work.update(PanelMember, mine, PanelMember.person_id.not_in(experts), left_at=work.at)
    staying = {m.person_id for m in members_of(case)}
    seats = {s.person_id: s for s, _ in standing.roster if s.role is SeatRole.EXPERT}
    back = _returned(work, panel.id, [p for p in experts if p not in staying])
    rows = [
        {"panel_id": panel.id, "person_id": p, "region_code": seats[p].region_code, "organ_id": seats[p].organ_id}
        for p in experts
        if p not in staying and p not in back
    ]
    work.insert_many(PanelMember, rows)
    is_user, is_chair = PanelMember.person_id.in_(answers["users"]), PanelMember.person_id == answers["chair"]
    work.update(PanelMember, mine, is_user=is_user, is_chair=is_chair)
    work.update(ReviewPanel, ReviewPanel.id == panel.id, noticed_at=work.at)
    fresh = [p for p in experts if Role.REVIEWER not in standing.hands.get(p, set())]
    work.insert_many(
        Hand, [{"standard_id": standing.standard.id, "person_id": p, "role": Role.REVIEWER} for p in fresh]
    )
    return _told(panel)


def _returned(work: Work, panel: int, coming: list[int]) -> set[int]:
    """Who of those that come was on this panel before, and is again, as if for the first time."""
    known = sa.select(PanelMember.person_id).where(PanelMember.panel_id == panel, PanelMember.person_id.in_(coming))
    back = set(work.session.scalars(known))
    blank = {"interest": None, "left_at": None, "opinion": "", **NOT_THERE}
    if back:
        work.update(PanelMember, PanelMember.panel_id == panel, PanelMember.person_id.in_(back), **blank)
    return back


def _me(case: Case) -> tuple[Any, ...]:
    assert case.seat is not None
    return PanelMember.panel_id == _panel(case).id, PanelMember.person_id == case.seat.person_id


def declare_interest(work: Work, case: Case) -> dict[str, Any]:
    work.update(PanelMember, *_me(case), interest=case.answers["interest"])
    return _told(_panel(case))


def replace_member(work: Work, case: Case) -> dict[str, Any]:
    """The member leaves; votes already cast are void, because the panel that cast them is no more."""
    panel = _voided(work, case)
    gone = PanelMember.person_id == case.answers["person"]
    work.update(PanelMember, PanelMember.panel_id == panel.id, gone, left_at=work.at)
    return _told(panel)


def sign_in(work: Work, case: Case) -> dict[str, Any]:
    work.update(PanelMember, *_me(case), is_present=True, signed_in_at=work.at)
    return _told(_panel(case))


def open_vote(work: Work, case: Case) -> dict[str, Any]:
    panel = _panel(case)
    there = PanelMember.person_id.in_(voting.signed_in(case))
    work.update(PanelMember, PanelMember.panel_id == panel.id, is_present=there)
    work.update(ReviewPanel, ReviewPanel.id == panel.id, opened_at=work.at)
    return _told(panel)


def vote(work: Work, case: Case) -> dict[str, Any]:
    opinion = case.answers.get("opinion", "")
    work.update(PanelMember, *_me(case), vote=case.answers["position"], opinion=opinion, voted_at=work.at)
    return _told(_panel(case))


def redo_vote(work: Work, case: Case) -> dict[str, Any]:
    return _told(_voided(work, case))


def _voided(work: Work, case: Case) -> ReviewPanel:
    """The panel, its votes taken back."""
    panel = _panel(case)
    work.update(PanelMember, PanelMember.panel_id == panel.id, **NOT_THERE)
    return panel


def _concluded(work: Work, case: Case, *, is_passed: bool) -> dict[str, Any]:
    panel = _panel(case)
    work.update(ReviewPanel, ReviewPanel.id == panel.id, concluded_at=work.at, is_passed=is_passed)
    return _told(panel)


def _passed(work: Work, case: Case) -> dict[str, Any]:
    """Each line of what a panel demands becomes a change that the final text must make."""
    told, panel = _concluded(work, case, is_passed=True), _panel(case)
    shared = {"standard_id": case.standing.standard.id, "panel_id": panel.id}
    demanded = [work.insert(Demand, **shared, words=line) for line in lines(case.answers.get("demands", ""))]
    return told | ({"demanded": demanded} if demanded else {})


def pass_review(work: Work, case: Case) -> dict[str, Any]:
    return _passed(work, case)


def pass_review_here(work: Work, case: Case) -> dict[str, Any]:
    return _passed(work, case)


def fail_review(work: Work, case: Case) -> dict[str, Any]:
    return _concluded(work, case, is_passed=False)


def fail_review_here(work: Work, case: Case) -> dict[str, Any]:
    return _concluded(work, case, is_passed=False)


def fail_review_again(work: Work, case: Case) -> dict[str, Any]:
    _ended(work, case)
    return _concluded(work, case, is_passed=False)


def end_after_failures(work: Work, case: Case) -> None:
    _ended(work, case)


def _ended(work: Work, case: Case) -> None:
    work.update(Standard, Standard.id == case.standing.standard.id, ending=Ending.REVIEW_FAILED)


def leave_after_failures(work: Work, case: Case) -> None:
    """As a leaving of its own: its drafters leave with it."""
    release_drafters(work, case, case.answers["region"])
