"""A department of the own region is told of the project; nothing waits for it."""

from typing import Any

from workflow.db import Work
from workflow.effects.noticing import notify
from workflow.picture.standing import Case
from workflow.records.informing import InformedDepartment
from workflow.vocabulary import Tell


def inform_department(work: Work, case: Case) -> dict[str, Any]:
    """With a notice to the region, where the department reads it."""
    standard, answers, seat = case.standing.standard, case.answers, case.seat
    assert seat is not None
    made = work.insert(
        InformedDepartment,
        standard_id=standard.id,
        region_code=case.region,
        organ_id=answers["department"],
        notes=answers.get("notes", ""),
        person_id=seat.person_id,
        at=work.at,
    )
    notify(work, case, "inform_department", case.region, Tell.DEPARTMENTS.value)
    return {"informed": made}
