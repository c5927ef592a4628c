"""Stretches of the road as a sample project walks them, read off the terms and the chains that it walks under."""

from datetime import timedelta
from math import ceil

from workflow.accord.terms import reviews_apart, share
from workflow.demo.drafts import outline_of
from workflow.picture.standing import Seat
from workflow.rehearsing.stage import experts, panel_size
from workflow.rehearsing.walking import Walk
from workflow.terms import days_of_regions
from workflow.vocabulary import SeatRole

HANDLER, APPROVER, OFFICER, KEEPER = SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.OFFICER, SeatRole.KEEPER
MATTER = "示范设施"


def proposed(walk: Walk) -> None:
    """The lead proposes, invites the others and opens the initiation."""
    named = {
        "title_zh": "试演项目（示）",
        "title_en": "Rehearsed project",
        "scope": "—",
        "ics": "01.040",
        "ccs": "A 00",
    }
    walk.by(walk.lead, HANDLER, "propose", **named, nature="recommended", field=walk.branch)
    for region in walk.regions[1:]:
        walk.by(walk.lead, HANDLER, "invite", region=region, reply_by=walk.days(30))
    walk.by(walk.lead, HANDLER, "open_initiation", decide_by=walk.days(walk.term("gate.days.initiation")))


def initiated(walk: Walk, region: str) -> None:
    """A region accepts, applies, passes its own gate and decides."""
    clerk = walk.holder(region, SeatRole.APPLICANT, "apply")
    if region != walk.lead:
        contact = walk.holder(region, HANDLER, "accept_invitation").person_id
        walk.by(region, HANDLER, "accept_invitation", department=str(clerk.organ_id), contact=contact)
    walk.act(clerk, "apply", opinion="—", unit="—", deadline=walk.days(500))
    walk.gate(region)
    basis = {"plan_number": "—"} if walk.plan.terms["plan.basis"] == "plan_number" else {}
    told = {**basis, "document_number": "—", "dated": walk.days(0), "time_limit": walk.days(500)}
    walk.by(region, APPROVER, "initiate", checks=list(walk.plan.terms["initiation.checks"]), **told)


def drafted(walk: Walk, regions: list[str]) -> None:
    """The group writes one text, which lies open everywhere as long as the terms ask."""
    for region in regions:
        persons = [walk.holder(region, SeatRole.DRAFTER, "name_drafters", nth=n).person_id for n in (0, 1)]
        walk.by(region, HANDLER, "name_drafters", persons=persons, unit="—")
    walk.by(walk.lead, HANDLER, "confirm_group", editor=editor(walk).person_id)
    walk.act(editor(walk), "save_draft", text=outline_of(MATTER))  # names no region: any group's
    frozen(walk, "consultation")
    days = _days_open(walk, regions)
    walk.by(walk.lead, HANDLER, "open_consultation", days=days, written_to="—")
    for region in regions:
        walk.by(region, HANDLER, "post_draft", address="https://example.invalid/1", posted_on=walk.days(0))
    walk.wait(days + 2)


def _days_open(walk: Walk, regions: list[str]) -> int:
    """As long as the rules of the most demanding region ask."""
    own = days_of_regions(walk.plan.terms.get("consultation.region_days"))
    return max(walk.term("consultation.public_min_days"), *(own.get(code) or 0 for code in regions))


def editor(walk: Walk) -> Seat:
    return walk.holder(walk.lead, SeatRole.DRAFTER, "freeze_text")


def frozen(walk: Walk, purpose: str) -> None:
    walk.act(editor(walk), "freeze_text", purpose=purpose, summary="—")


def reviewed(walk: Walk, regions: list[str], *, passes: bool = True) -> None:
    """Panels of the smallest size vote: one filled from the regions in turn, or one of each region, of which the last
    decides.
    """
    frozen(walk, "review")
    walk.by(walk.lead, SeatRole.SECRETARY, "call_review", by_letter="meeting", meets_on=walk.days(40))
    is_own = reviews_apart(walk.plan)
    panels = {code: panel_of(walk, [code]) for code in regions} if is_own else {walk.lead: panel_of(walk, regions)}
    for region, panel in panels.items():
        _appointed(walk, region, panel)
    walk.wait(walk.term("review.notice_days") + 1)
    for region, panel in panels.items():
        has_passed = passes or (is_own and region != regions[-1])
        _voted(walk, panel, passes=has_passed)
        said = {} if has_passed else {"reason": "—"}
        walk.act(panel[0], f"{'pass' if has_passed else 'fail'}_review{'_here' if is_own else ''}", **said)


def _appointed(walk: Walk, region: str, panel: list[Seat]) -> None:
    persons = [seat.person_id for seat in panel]
    users = persons[: ceil((share(walk.plan.terms["review.user_share_min"]) or 0) * len(persons)) or 1]
    walk.by(region, SeatRole.SECRETARY, "appoint_panel", experts=persons, chair=persons[0], users=users)
    for seat in panel:
        walk.act(seat, "declare_interest", interest="none")


def _voted(walk: Walk, panel: list[Seat], *, passes: bool) -> None:
    """It fails with one yes too few."""
    walk.act(panel[0], "open_vote", present=[seat.person_id for seat in panel])
    least = ceil((share(walk.plan.terms["review.pass"]) or 1) * len(panel)) - (0 if passes else 1)
    for n, seat in enumerate(panel):
        no = {"position": "disagree", "opinion": "—"}
        walk.act(seat, "vote", **({"position": "agree"} if n < least or (passes and n == 0) else no))


def panel_of(walk: Walk, regions: list[str]) -> list[Seat]:
    """As many from each region in turn as the terms allow."""
    dealt = [walk.stage.holder(region, SeatRole.EXPERT, nth=n) for n in range(experts(walk.plan)) for region in regions]
    return [seat for seat in dealt if seat is not None][: panel_size(walk.plan)]


def approved(walk: Walk, region: str) -> None:
    walk.gate(region)
    walk.by(region, APPROVER, "approve_release", position="agree")


def released(walk: Walk, regions: list[str]) -> None:
    """Numbered, scheduled as early as the terms allow, confirmed, released, in force."""
    serial = {"serial": 1} if walk.plan.terms["number.form"] == "recorded" else {}
    walk.by(walk.lead, KEEPER, "reserve_number", **serial)
    walk.by(regions[1], KEEPER, "confirm_number")
    hours, lag = walk.term("release.notice_hours") + 24, walk.term("effective.lag_days")
    instant = walk.at + timedelta(hours=hours)
    ahead = hours // 24 + lag + 2
    walk.by(walk.lead, OFFICER, "schedule_release", instant=instant.isoformat(), effective=walk.days(ahead))
    for region in regions:
        owner = walk.plan.authorities[walk.plan.parents.get(region, region)]
        filing = {"filing_owner": str(owner)} if walk.plan.terms["filing.owed"] else {}
        told = {"document_number": "—", "issuer": walk.plan.terms["release.issuer"], **filing}
        walk.by(region, OFFICER, "confirm_release", **told)
    walk.wait(hours // 24 + 1)
    walk.wait(lag + 2)
