"""Clauses of a text as plain views for parts/clause.html, in reading order; what they hold is in `blocks`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from web.present import region
from web.views.blocks import block_views
from workflow.records.places import Region
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.numbering import Numbering, numbering
from workflow.words import say

STATED = frozenset({ClauseKind.NORMATIVE_ANNEX, ClauseKind.INFORMATIVE_ANNEX})


def clause_views(
    clauses: Sequence[Clause],
    places: Mapping[str, Region] | None = None,
    *,
    edit: Callable[[Clause], str] | None = None,
    changed: frozenset[str] = frozenset(),
    within: Sequence[Clause] = (),
    images: str = "",
) -> list[dict[str, Any]]:
    """Every clause with its anchor; the regions only where not all answer for it. Clauses that are only a part of a
    text are counted `within` the whole of it. `images` is the address below which the images of figures are.
    """
    numbers = numbering(within or clauses)
    return [_view(one, numbers, places or {}, edit, one.id in changed, images) for one in clauses]


def _view(
    one: Clause,
    numbers: Numbering,
    places: Mapping[str, Region],
    edit: Callable[[Clause], str] | None,
    changed: bool,
    images: str,
) -> dict[str, Any]:
    blocks, footnotes = block_views(one, numbers, places, images)
    return {
        "id": anchor(one.id),
        "kind": one.kind.value,
        "number": one.number,
        "title": one.title,
        "status": say(f"clause_kind.{one.kind}") if one.kind in STATED else "",
        "body": one.body,
        "blocks": blocks,
        "footnotes": footnotes,
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
