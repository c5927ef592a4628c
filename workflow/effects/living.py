"""A standard in force: its reviews with what each region says, and regions that leave it."""

from datetime import date
from typing import Any

from workflow import clock
from workflow.db import Work
from workflow.effects.positions import write_position
from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.records.reviews import Review
from workflow.records.standards import Standard, StandardTrack
from workflow.rules.living import goes_along, joins
from workflow.vocabulary import Duty, DutyKind, Purpose, ReviewStand, ReviewTrigger, Role, Stand, Track

CARRIED = (Track.ANNOUNCED, Track.IN_FORCE)


def _on_track(work: Work, case: Case, code: str, **values: Any) -> None:
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == code)
    work.update(StandardTrack, *mine, **values)


def open_round(work: Work, case: Case, trigger: ReviewTrigger) -> dict[str, Any]:
    """A new round: no region has said anything in it, and none is passed over."""
    standing = case.standing
    work.update(
        StandardTrack, StandardTrack.standard_id == standing.standard.id, review_stand=None, passed_over_at=None
    )
    number = len(standing.reviews) + 1
    made = work.insert(
        Review, standard_id=standing.standard.id, round=number, trigger=trigger, opened_at=work.at, stands=None
    )
    return {"review": made, "round": number, "trigger": trigger}


def open_review(work: Work, case: Case) -> dict[str, Any]:
    return open_round(work, case, ReviewTrigger.DUE)


def call_early_review(work: Work, case: Case) -> dict[str, Any]:
    return open_round(work, case, case.answers["trigger"])


def take_review_position(work: Work, case: Case) -> dict[str, Any]:
    """The region's own department chain stands behind it; who was passed over and now joins the others counts again."""
    does_join = joins(case)
    over = {"passed_over_at": None} if does_join else {}
    _on_track(work, case, case.region, review_stand=case.answers["outcome"].value, **over)
    said = write_position(work, case, purpose=Purpose.REVIEW, role=Role.APPROVER, stand=Stand.AGREE)
    return said | {"joins": does_join}


def _concluded(work: Work, case: Case, outcome: ReviewStand) -> dict[str, Any]:
    review, standing = case.standing.review, case.standing
    assert review is not None
    stands = {code: standing.tracks[code].review_stand for code in standing.counted}
    work.update(Review, Review.id == review.id, concluded_at=work.at, outcome=outcome, stands=stands)
    return {"review": review.id, "outcome": outcome, "stands": stands}


def conclude_confirm(work: Work, case: Case) -> dict[str, Any]:
    """The years until the next review begin anew."""
    work.update(Standard, Standard.id == case.standing.standard.id, review_from=case.today)
    return _concluded(work, case, ReviewStand.CONFIRM) | {"review_from": case.today}


def conclude_revise(work: Work, case: Case) -> dict[str, Any]:
    """A task of the lead region's authority: to propose the revision in time."""
    lead = case.standing.standard.lead_region
    matter = "duty.propose_revision"
    made = _duty(work, case, lead, DutyKind.TASK, case.answers["revise_by"], matter)
    return _concluded(work, case, ReviewStand.REVISE) | {"duty": made, "matter": matter}


def conclude_withdraw(work: Work, case: Case) -> dict[str, Any]:
    """Each region that goes along announces the repeal; one that was passed over keeps its edition."""
    leaving = [code for code in case.standing.in_states(CARRIED) if goes_along(case, code)]
    duties = [_repealed(work, case, code) for code in leaving]
    return _concluded(work, case, ReviewStand.WITHDRAW) | {"repealed": dict(zip(leaving, duties, strict=True))}


def repeal_here(work: Work, case: Case) -> dict[str, Any]:
    """The region's number is retired with its track; its repeal must be announced."""
    return {"repealed": {case.region: _repealed(work, case, case.region)}}


def _repealed(work: Work, case: Case, code: str) -> int:
    _on_track(work, case, code, repealed_on=case.answers["repealed_on"])
    due = clock.days_after(case.today, case.standing.terms.days("repeal.announcement_days"))
    return _duty(work, case, code, DutyKind.REPEAL_ANNOUNCEMENT, due)


def _duty(work: Work, case: Case, code: str, kind: DutyKind, due_on: date, matter: str = "") -> int:
    return work.insert(
        StandardDuty,
        standard_id=case.standing.standard.id,
        region_code=code,
        kind=kind,
        organ_id=case.standing.authority(code),
        state=Duty.OPEN,
        matter=matter,
        opened_at=work.at,
        due_on=due_on,
    )
