"""Work of an office taken up by one holder, or handed on to another."""

from workflow.db import Work
from workflow.records.standards import Claim
from workflow.standing import Case


def claim_work(work: Work, case: Case) -> None:
    _claim(work, case, person=case.seat.person_id if case.seat else 0)


def hand_on_work(work: Work, case: Case) -> None:
    _claim(work, case, person=case.answers["person"], handed_by=case.seat.person_id if case.seat else None)


def _claim(work: Work, case: Case, *, person: int, handed_by: int | None = None) -> None:
    assert case.seat is not None
    work.insert(
        Claim,
        standard_id=case.standing.standard.id,
        region_code=case.region,
        organ_id=case.seat.organ_id,
        role=case.role,
        person_id=person,
        handed_by=handed_by,
        at=work.at,
    )
