"""Urging 催办: a notice of its own kind to the region that is urged; the worker writes to those whose turn it is."""

from typing import Any

from workflow.db import Work
from workflow.effects.noticing import notify
from workflow.picture.standing import Case
from workflow.records.standards import StandardTrack


def urge(work: Work, case: Case) -> dict[str, Any]:
    """Once a day: the day is remembered with the track."""
    standard, code = case.standing.standard, case.answers["region"]
    work.update(
        StandardTrack,
        StandardTrack.standard_id == standard.id,
        StandardTrack.region_code == code,
        urged_on=case.today,
    )
    notify(work, case, "urge", code, "urged")
    return {"urged_on": case.today}
