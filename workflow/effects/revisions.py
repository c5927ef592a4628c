"""A standard is revised: a successor of the same lineage is born, and in the end takes its number and its place."""

from typing import Any

from workflow.db import Work
from workflow.effects.living import open_round
from workflow.effects.proposals import open_successor
from workflow.picture.standing import Case
from workflow.records.numbers import Serial
from workflow.vocabulary import ReviewTrigger


def start_revision(work: Work, case: Case) -> dict[str, Any]:
    """The successor is a proposal like any other; its own first event is written by the same act."""
    return {"successor": open_successor(work, case)}


def reopen_review(work: Work, case: Case) -> dict[str, Any]:
    return open_round(work, case, ReviewTrigger.REOPENED)


def revision_failed(work: Work, case: Case) -> dict[str, Any]:
    return open_round(work, case, ReviewTrigger.REVISION_FAILED)


def replace(work: Work, case: Case) -> dict[str, Any]:
    """The serial lives on with the new year: its row passes to the successor."""
    successor, standard = case.standing.successor, case.standing.standard
    assert successor is not None
    work.update(Serial, Serial.standard_id == standard.id, Serial.lineage == standard.lineage, standard_id=successor.id)
    return {"successor": successor.id}
