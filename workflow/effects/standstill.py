"""Projects alike: the alert on this side, and what this side says of it. The other side has its own alert, by its own
act; it reads here what was said, and is told that something was."""

from typing import Any

from workflow.db import Work
from workflow.effects.noticing import notify
from workflow.picture.standing import Case
from workflow.records.standstill import Alert, AlertAnswer
from workflow.rules.standstill import untold
from workflow.vocabulary import Tell


def tell_alike(work: Work, case: Case) -> dict[str, Any]:
    """The event names the other by its number here and the region that leads it."""
    found = untold(case.standing)
    assert found is not None
    told = {"other_id": found.other_id, "other_region": found.other_region, "likeness": found.likeness}
    made = work.insert(Alert, standard_id=case.standing.standard.id, **told, at=work.at)
    return {"alert": made, **told}


def answer_alike(work: Work, case: Case) -> dict[str, Any]:
    """With a notice to the region that leads the other one, about its own project."""
    answers, standing, seat = case.answers, case.standing, case.seat
    assert seat is not None
    alert = next(one for one in standing.alerts if one.id == answers["alike"])
    made = work.insert(
        AlertAnswer,
        standard_id=standing.standard.id,
        alert_id=alert.id,
        verdict=answers["verdict"],
        reason=answers["reason"],
        region_code=case.region,
        person_id=seat.person_id,
        at=work.at,
    )
    notify(work, case, "answer_alike", alert.other_region, Tell.LEAD.value, standard_id=alert.other_id)
    return {"answered": made}
