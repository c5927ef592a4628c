"""Duties after release: planned, reported, accepted."""

from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.vocabulary import Duty


def plan_duty(work: Work, case: Case) -> dict[str, Any]:
    answers = case.answers
    made = work.insert(
        StandardDuty,
        standard_id=case.standing.standard.id,
        region_code=case.standing.organs[answers["owner"]].region_code,
        kind=answers["kind"],
        organ_id=answers["owner"],
        state=Duty.OPEN,
        title=answers["title"],
        opened_at=work.at,
        due_on=answers["due_on"],
    )
    return {"duty": made}


def report_duty(work: Work, case: Case) -> None:
    """A legal duty with its receipt accepts itself; anything else waits for another's acceptance."""
    answers = case.answers
    duty = next(d for d in case.standing.duties if d.id == answers["duty"])
    is_done = duty.kind.legal
    work.update(
        StandardDuty,
        StandardDuty.id == duty.id,
        state=Duty.ACCEPTED if is_done else Duty.REPORTED,
        accepted_at=work.at if is_done else None,
        done_on=answers["done_on"],
        receipt_number=answers.get("receipt_number", ""),
        account=answers["account"],
        reported_by=case.seat.person_id if case.seat else None,
        reported_at=work.at,
    )


def accept_duty(work: Work, case: Case) -> None:
    accepted_by = case.seat.person_id if case.seat else None
    work.update(StandardDuty, StandardDuty.id == case.answers["duty"], accepted_by=accepted_by, accepted_at=work.at)
