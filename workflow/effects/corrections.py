"""A counter-act that puts right what an earlier act told wrongly; the earlier event stays as it is."""

from typing import Any

import sqlalchemy as sa

from workflow.corrigible import Fact, chosen, value_of
from workflow.db import Work
from workflow.effects.proposals import found_by
from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.records.papers import Paper
from workflow.records.releases import Announcement
from workflow.records.standards import StandardTrack


def correct(work: Work, case: Case) -> dict[str, Any]:
    """Where the wrong value stands the right one is written; a wrong file stays, the right one is filed beside it."""
    fact = chosen(case)
    assert fact is not None
    if fact.kind is None:
        return {"was": next(p.file_sha256 for p in case.standing.papers if p.id == fact.row_id)}
    column = getattr(fact.kind.record, fact.kind.ask)
    now = value_of(fact, case)
    work.update(fact.kind.record, *_where(case, fact), column == fact.was, **{fact.kind.ask: now})
    if fact.kind.record is StandardTrack:
        found_by(work, case, now)
    return {"was": fact.was, "now": now}


def _where(case: Case, fact: Fact) -> list[sa.ColumnElement[bool]]:
    """The rows of the actor's region in which that act wrote it."""
    assert fact.kind is not None
    record: Any = fact.kind.record
    if record is StandardDuty:
        return [record.id == fact.row_id]
    if record is Announcement:
        assert case.standing.release is not None
        return [record.release_id == case.standing.release.id, record.region_code == case.region]
    step = [record.step == fact.kind.step] if record is Paper else []
    return [record.standard_id == case.standing.standard.id, record.region_code == case.region, *step]
