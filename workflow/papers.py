"""Files that an act hands in become papers 材料 of the project, with their document number and date."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.judges import panel_of
from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers
from workflow.process.row import AskType, Row, Scope
from workflow.records.papers import Paper, StoredFile
from workflow.vocabulary import PaperKind


def file(work: Work, row: Row, case: Case) -> dict[str, Any]:
    """Write one paper for each file of the answers, and one for all acts of an hour that rest on the same, as on a form
    with many comments. The event tells which fields rest on one that is there. A file never stored is a wrong answer.
    """
    given = {a.name: case.answers[a.name] for a in row.asks if a.type is AskType.FILE and a.name in case.answers}
    if not given:
        return {}
    shared = {
        "standard_id": case.standing.standard.id,
        "region_code": _region(row, case),
        "step": row.name,
        "document_number": case.answers.get("document_number", ""),
        "dated": case.answers.get("dated"),
        "person_id": case.seat.person_id if case.seat else None,
        "at": work.at,
    }
    names, there = _stored(work, set(given.values()), shared)
    missing = {field: ("wrong.file", dict[str, Any]()) for field, sha in given.items() if sha not in names}
    if missing:
        raise WrongAnswers(missing)
    kinds = {a.name: a.paper for a in row.asks}
    new = {field: sha for field, sha in given.items() if (kinds[field], sha) not in there}
    rows = [{**shared, "kind": kinds[field], "file_sha256": sha, "name": names[sha]} for field, sha in new.items()]
    work.insert_many(Paper, rows)
    resting = [field for field in given if field not in new]
    return {"resting": resting} if resting else {}


def _stored(
    work: Work, hashes: set[str], shared: Mapping[str, Any]
) -> tuple[dict[str, str], set[tuple[PaperKind, str]]]:
    """The names of the files that are stored, and which of them are papers of the same hour already."""
    same = [getattr(Paper, column) == value for column, value in shared.items()]
    query = sa.select(StoredFile.sha256, StoredFile.name, Paper.kind)
    query = query.outerjoin(Paper, sa.and_(Paper.file_sha256 == StoredFile.sha256, *same))
    rows = work.session.execute(query.where(StoredFile.sha256.in_(hashes))).all()
    return {sha: name for sha, name, _ in rows}, {(kind, sha) for sha, _, kind in rows if kind is not None}


def _region(row: Row, case: Case) -> str | None:
    """Whose paper it is: the actor's region's, or that of the panel whose minutes they are."""
    panel = panel_of(case) if row.scope is Scope.PANEL else None
    own = panel.region_code if panel else None
    return own or (case.seat.region if case.seat else None)
