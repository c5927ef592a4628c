"""Technical review: the panel, interests, votes, and what a review demands."""

from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.standards import Hand, Standard
from workflow.standing import Case
from workflow.vocabulary import Ending, Panel, Role, SeatRole


def call_review(work: Work, case: Case) -> dict[str, Any]:
    made = work.insert(
        ReviewPanel,
        standard_id=case.standing.standard.id,
        round=len(case.standing.panels) + 1,
        state=Panel.FORMING,
        by_letter=case.answers["by_letter"] == "letter",
        meets_on=case.answers["meets_on"],
        place=case.answers.get("place", ""),
        called_at=work.at,
    )
    return {"panel": made}


def appoint_panel(work: Work, case: Case) -> None:
    """The whole panel as it shall be; members who stay keep what they declared, who comes back declares anew."""
    standing, answers = case.standing, case.answers
    panel = standing.panel
    assert panel is not None
    mine, experts = PanelMember.panel_id == panel.id, answers["experts"]
    work.update(PanelMember, mine, PanelMember.person_id.not_in(experts), left_at=work.at)
    staying = {m.person_id for m in standing.panel_members}
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


def _returned(work: Work, panel: int, coming: list[int]) -> set[int]:
    """Who of those that come was on this panel before, and is again, as if for the first time."""
    known = sa.select(PanelMember.person_id).where(PanelMember.panel_id == panel, PanelMember.person_id.in_(coming))
    back = set(work.session.scalars(known))
    blank = {"interest": None, "vote": None, "voted_at": None, "left_at": None, "is_present": False, "opinion": ""}
    if back:
        work.update(PanelMember, PanelMember.panel_id == panel, PanelMember.person_id.in_(back), **blank)
    return back


def _me(case: Case) -> tuple[Any, ...]:
    assert case.standing.panel is not None
    assert case.seat is not None
    return PanelMember.panel_id == case.standing.panel.id, PanelMember.person_id == case.seat.person_id


def declare_interest(work: Work, case: Case) -> None:
    work.update(PanelMember, *_me(case), interest=case.answers["interest"])


def replace_member(work: Work, case: Case) -> None:
    """The member leaves; votes already cast are void, because the panel that cast them is no more."""
    panel = case.standing.panel
    assert panel is not None
    work.update(PanelMember, PanelMember.panel_id == panel.id, vote=None, voted_at=None, is_present=False)
    gone = PanelMember.person_id == case.answers["person"]
    work.update(PanelMember, PanelMember.panel_id == panel.id, gone, left_at=work.at)


def open_vote(work: Work, case: Case) -> None:
    panel = case.standing.panel
    assert panel is not None
    there = PanelMember.person_id.in_(case.answers["present"])
    work.update(PanelMember, PanelMember.panel_id == panel.id, is_present=there)
    work.update(ReviewPanel, ReviewPanel.id == panel.id, opened_at=work.at)


def vote(work: Work, case: Case) -> dict[str, Any]:
    opinion = case.answers.get("opinion", "")
    work.update(PanelMember, *_me(case), vote=case.answers["position"], opinion=opinion, voted_at=work.at)
    return {"panel": case.standing.panel.id if case.standing.panel else None}


def redo_vote(work: Work, case: Case) -> None:
    panel = case.standing.panel
    assert panel is not None
    work.update(PanelMember, PanelMember.panel_id == panel.id, vote=None, voted_at=None, is_present=False)


def pass_review(work: Work, case: Case) -> None:
    """Each line of what is demanded becomes a change that the final text must make."""
    panel = case.standing.panel
    assert panel is not None
    work.update(ReviewPanel, ReviewPanel.id == panel.id, concluded_at=work.at, is_passed=True)
    lines = [line.strip() for line in case.answers.get("demands", "").splitlines() if line.strip()]
    rows = [{"standard_id": case.standing.standard.id, "panel_id": panel.id, "words": line} for line in lines]
    work.insert_many(Demand, rows)


def fail_review(work: Work, case: Case) -> None:
    panel = case.standing.panel
    assert panel is not None
    work.update(ReviewPanel, ReviewPanel.id == panel.id, concluded_at=work.at, is_passed=False)


def fail_review_again(work: Work, case: Case) -> None:
    panel = case.standing.panel
    assert panel is not None
    work.update(ReviewPanel, ReviewPanel.id == panel.id, concluded_at=work.at, is_passed=False)
    work.update(Standard, Standard.id == case.standing.standard.id, ending=Ending.REVIEW_FAILED)
