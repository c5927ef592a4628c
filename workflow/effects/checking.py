"""Stage two: somebody answers for what the checker finds."""

from typing import Any

from workflow.checking import substance
from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.checking import Waiver


def waive_finding(work: Work, case: Case) -> dict[str, Any]:
    """Bound to what the clause says today: once that changes, the waiver has lapsed."""
    standing = case.standing
    rule, _, clause = case.answers["finding"].partition("@")
    assert case.seat is not None
    bound = substance(standing.written, clause)
    row = {"standard_id": standing.standard.id, "rule": rule, "clause_id": clause, "substance": bound}
    made = work.insert(Waiver, **row, reason=case.answers["reason"], person_id=case.seat.person_id, at=work.at)
    return {"waiver": made, "substance": bound}
