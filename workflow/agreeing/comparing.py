"""Two texts laid side by side: what was proposed of each pair of limits is kept whole, people's word is added to it."""

import json
from typing import Any

from workflow.db import Work
from workflow.picture import manuscript
from workflow.picture.standing import Case, Standing
from workflow.records.limits import Comparison, ComparisonLine
from workflow.rules.agreeing import accord
from workflow.rules.comparing import lines, released
from workflow.text.clauses import Clause, Text, text_hash
from workflow.text.document import read_document
from workflow.text.limits.comparing import Limits, compare
from workflow.text.limits.judged import Limits as Judged
from workflow.text.limits.laying import laid, lines_hash


def lay_comparison(work: Work, case: Case) -> dict[str, Any]:
    """With the limits that people confirmed or stated; where nobody has, with those that are proposed."""
    mine, yours = released(case, "standard"), released(case, "other")
    assert mine is not None
    assert mine.frozen is not None
    ours, our_limits = _read(work, mine)
    brought = json.loads(case.answers["structure"]) if yours is None else None
    theirs, their_limits = _read(work, yours) if yours else (read_document(brought).clauses, None)
    rows = laid(compare(ours, theirs, our_limits=our_limits, their_limits=their_limits))
    other = {"theirs_id": yours.frozen.id if yours and yours.frozen else None, "theirs_hash": _hash(yours, theirs)}
    told = {"ours_id": mine.frozen.id, "ours_hash": mine.frozen.text_hash, **other, "sha256": lines_hash(rows)}
    return {"comparison": _kept(work, case, told, brought, rows), **told, "n": len(rows)}


def _read(work: Work, standing: Standing) -> tuple[tuple[Clause, ...], Limits]:
    assert standing.frozen is not None
    clauses = manuscript.load(work.session, standing.frozen).clauses
    return clauses, Judged(clauses, standing.limits.judgements).current


def _hash(yours: Standing | None, theirs: tuple[Clause, ...]) -> str:
    return yours.frozen.text_hash if yours and yours.frozen else text_hash(Text({}, theirs))


def _kept(work: Work, case: Case, told: dict[str, Any], brought: Any, rows: list[dict[str, Any]]) -> int:
    assert case.seat is not None
    named = {f"theirs_{name}": case.answers.get(f"other_{name}") or "" for name in ("number", "title")}
    by = {"region_code": case.region, "person_id": case.seat.person_id, "at": work.at}
    here = {"agreement_id": accord(case).agreement.id, "theirs_text": brought}
    made = work.insert(Comparison, **here, **named, **told, **by)
    blank = {"settled": None, "notes": "", "settled_region": None, "settled_by": None, "settled_at": None}
    work.insert_many(ComparisonLine, [{"comparison_id": made, **row, **blank} for row in rows])
    return made


def settle_relations(work: Work, case: Case) -> dict[str, Any]:
    """What a person says holds from now on; where no relation is named, it is what was proposed."""
    assert case.seat is not None
    by = {"settled_region": case.region, "settled_by": case.seat.person_id, "settled_at": work.at}
    said: dict[str, Any] = {}
    for line in lines(case):
        settled = case.answers.get("relation") or line.proposed
        here = (ComparisonLine.comparison_id == line.comparison_id, ComparisonLine.place == line.place)
        work.guarded(ComparisonLine, *here, settled=settled, notes=case.answers.get("notes") or "", **by)
        said[str(line.place)] = settled
    return {"settled": said}
