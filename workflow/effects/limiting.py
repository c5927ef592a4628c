"""Limits on clauses: what a named person says of each, bound to what its clause says today."""

from collections.abc import Iterable
from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.limits import LimitJudgement
from workflow.rules.limiting import NEW, stated
from workflow.text.clauses import Clause
from workflow.text.limits.judged import stored, substance
from workflow.text.limits.limit import Limit
from workflow.vocabulary import LimitVerdict

Said = tuple[Clause, str, Limit | None]


def confirm_limits(work: Work, case: Case) -> dict[str, Any]:
    found = [case.standing.limits.named(name) for name in case.answers["limits"]]
    return _written(work, case, LimitVerdict.CONFIRMED, [(one.clause, one.key, one.limit) for one in found if one])


def state_limit(work: Work, case: Case) -> dict[str, Any]:
    """In place of one that was proposed, or of none; under the name of the one it replaces."""
    clause_id, _, key = case.answers["limit"].partition("/")
    limit, clause = stated(case), case.standing.written.by_id[clause_id]
    assert limit is not None
    return _written(work, case, LimitVerdict.STATED, [(clause, limit.key if key == NEW else key, limit)])


def reject_limits(work: Work, case: Case) -> dict[str, Any]:
    found = [case.standing.limits.named(name) for name in case.answers["limits"]]
    return _written(work, case, LimitVerdict.REJECTED, [(one.clause, one.key, None) for one in found if one])


def _written(work: Work, case: Case, verdict: LimitVerdict, said: Iterable[Said]) -> dict[str, Any]:
    """A row each; the event tells each by its id."""
    assert case.seat is not None
    by = {"region_code": case.region, "person_id": case.seat.person_id, "at": work.at}
    made: dict[str, Any] = {}
    for clause, key, limit in said:
        told = {"clause_id": clause.id, "substance": substance(clause), "key": key}
        row = told | {"limit": stored(limit) if limit else None}
        of = {"standard_id": case.standing.standard.id, "verdict": verdict}
        made[str(work.insert(LimitJudgement, **of, **row, **by))] = row
    return {"judged": made}
