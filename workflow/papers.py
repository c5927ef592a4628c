"""Files that an act hands in become papers 材料 of the project, with their document number and date."""

from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.judges import panel_of
from workflow.process.answers import WrongAnswers
from workflow.process.row import AskType, Row, Scope
from workflow.records.papers import Paper, StoredFile
from workflow.standing import Case


def file(work: Work, row: Row, case: Case) -> None:
    """Write one paper for each file of the answers; a file that was never stored is a wrong answer."""
    given = {a.name: case.answers[a.name] for a in row.asks if a.type is AskType.FILE and a.name in case.answers}
    if not given:
        return
    query = sa.select(StoredFile.sha256, StoredFile.name).where(StoredFile.sha256.in_(given.values()))
    names = {sha: name for sha, name in work.session.execute(query)}
    missing = {field: ("wrong.file", dict[str, Any]()) for field, sha in given.items() if sha not in names}
    if missing:
        raise WrongAnswers(missing)
    kinds = {a.name: a.paper for a in row.asks}
    work.insert_many(
        Paper,
        [
            {
                "standard_id": case.standing.standard.id,
                "region_code": _region(row, case),
                "kind": kinds[field],
                "step": row.name,
                "document_number": case.answers.get("document_number", ""),
                "dated": case.answers.get("dated"),
                "file_sha256": sha,
                "name": names[sha],
                "person_id": case.seat.person_id if case.seat else None,
                "at": work.at,
            }
            for field, sha in given.items()
        ],
    )


def _region(row: Row, case: Case) -> str | None:
    """Whose paper it is: the actor's region's, or that of the panel whose minutes they are."""
    panel = panel_of(case) if row.scope is Scope.PANEL else None
    own = panel.region_code if panel else None
    return own or (case.seat.region if case.seat else None)
