"""Stage two: one section of the drafting explanation, as a further version of it."""

from hashlib import sha256
from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.explaining import ExplanationPart


def write_explanation(work: Work, case: Case) -> dict[str, Any]:
    """No words empty the section. The record knows the words by their hash, as it does those of a text."""
    standing, section, said = case.standing, case.answers["section"], case.answers.get("said", "")
    last = standing.explained.get(section)
    assert case.seat is not None
    row = {
        "section": section,
        "number": last.number + 1 if last else 1,
        "sha256": sha256(said.encode()).hexdigest(),
        "offered": case.answers.get("offered", ""),
    }
    made = work.insert(
        ExplanationPart,
        standard_id=standing.standard.id,
        **row,
        words=said,
        region_code=case.region,
        person_id=case.seat.person_id,
        at=work.at,
    )
    return {"part": made, "number": row["number"], "words_hash": row["sha256"]}
