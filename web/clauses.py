"""Clauses of a text as plain views for parts/clause.html, in reading order. Comparing texts is not here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from web.present import region
from workflow.records.places import Region
from workflow.text.clauses import Clause
from workflow.words import say


def clause_views(
    clauses: Sequence[Clause],
    places: Mapping[str, Region] | None = None,
    *,
    edit: Callable[[Clause], str] | None = None,
    changed: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """Every clause with its anchor; the regions only where not all answer for it."""
    return [_view(one, places or {}, edit, one.id in changed) for one in clauses]


def _view(
    one: Clause, places: Mapping[str, Region], edit: Callable[[Clause], str] | None, changed: bool
) -> dict[str, Any]:
    return {
        "id": anchor(one.id),
        "kind": one.kind.value,
        "number": one.number,
        "title": one.title,
        "body": one.body,
        "level": max(1, one.level),
        "regions": [region(places[code]) for code in one.regions if code in places],
        "href": edit(one) if edit else "",
        "changed": changed,
    }


def anchor(clause_id: str) -> str:
    """The name of a clause's place on the page."""
    return f"k-{clause_id}"


def label(one: Clause) -> str:
    """A clause in one line of a list."""
    words = one.title or one.body[:24]
    return f"{one.number} {words}".strip() or say("未编号的一条")
