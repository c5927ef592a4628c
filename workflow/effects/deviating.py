"""Stage two: somebody answers for it that a regional deviation lies below no mandatory national standard."""

from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.deviating import DeviationConfirmation


def confirm_deviation(work: Work, case: Case) -> dict[str, Any]:
    """Bound to what its clause says today: once that changes, the confirmation has lapsed."""
    standing, answers, seat = case.standing, case.answers, case.seat
    assert seat is not None
    one = next(found for found in standing.deviations if found.deviation.id == answers["deviation"])
    told = {"clause_id": one.clause.id, "substance": one.substance}
    said = {name: answers[name] for name in ("looked_at", "statement")}
    made = work.insert(
        DeviationConfirmation,
        standard_id=standing.standard.id,
        deviation_id=one.deviation.id,
        **told,
        **said,
        region_code=case.region,
        person_id=seat.person_id,
        at=work.at,
    )
    return {"confirmation": made, **told}
