"""The checker beside the words: the findings of one clause, as saved or as it is being written on the shared desk."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask import g

from web.views.clauses import anchor
from web.views.findings import desk_of, finding_rows
from workflow import engine
from workflow.checking import Checked, checked
from workflow.picture.standing import Standing
from workflow.process.standard import ROWS
from workflow.reads.desk import Desk
from workflow.records.texts import Version
from workflow.text.clauses import Text

Json = dict[str, Any]


def desk_findings(standing: Standing, version: Version | None, text: Text | None) -> list[Json]:
    """The findings of the draft on the desk."""
    if version is None or text is None:
        return []
    return finding_rows(standing, checked(standing, version, text=text), desk_of(standing))


def counted(views: list[Json], rows: list[Json]) -> list[Json]:
    """The views of clauses, each with the number of findings that nobody answers for."""
    n = Counter(anchor(row["clause"]) for row in rows if row["clause"] and not row["waived"])
    return [{**view, "found": n[view["id"]]} for view in views]


def looked_over(standing: Standing, desk: Desk) -> Checked:
    """The words of the shared desk under the checker, saved or not."""
    assert desk.last is not None
    return checked(standing, desk.last, text=Text(desk.last.meta, desk.clauses()))


def beside(standing: Standing, desk: Desk, found: Checked, clause: str) -> tuple[list[Json], list[Json]]:
    """The findings of one clause, and those of no clause, each with whether the seat may answer for it now."""
    home = f"/standards/{standing.standard.id}/desk"
    here = replace(found, findings=[one for one in found.findings if one.clause in (clause, "")])
    rows = [row | {"may_waive": _is_saved(row, desk.unsaved)} for row in finding_rows(standing, here, lambda _: home)]
    return [row for row in rows if row["clause"]], [row for row in rows if not row["clause"]]


def _is_saved(row: Json, unsaved: Collection[str]) -> bool:
    """An answer is bound to words of a version: what is only on the desk has none yet."""
    return row["clause"] not in unsaved if row["clause"] else not unsaved


def may_waive(standing: Standing) -> bool:
    """Whether the seat may answer for findings; what its answers will be judged by is no reason yet."""
    offer = engine.offer(ROWS["waive_finding"], standing, g.seat, g.now)
    return offer is not None and all(reason.rule == "words_given" for reason in offer.reasons)
