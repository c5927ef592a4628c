"""The checker beside the words: the findings of one clause on the desk, and how many each clause has."""

from collections import Counter
from typing import Any

from web.clauses import anchor
from web.findings import desk_of, finding_rows
from workflow.checking import checked
from workflow.records.texts import Version
from workflow.standing import Standing
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
