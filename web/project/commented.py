"""The clauses that comments hang in, with the quoted words marked by the comments that quote them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from web.views.blocks import Page, block_views, word_views
from workflow.picture.standing import Standing
from workflow.text.anchoring import Anchor, Hold
from workflow.text.heard import source
from workflow.text.numbering import numbering


class Marked:
    """The newest text, drawn clause by clause."""

    def __init__(self, standing: Standing) -> None:
        clauses = standing.written.clauses
        self._clauses = {clause.id: clause for clause in clauses}
        self._numbers, self._places = numbering(clauses), standing.places

    def clause(self, id_: str, held: Mapping[int, Anchor]) -> dict[str, Any] | None:
        """A clause as lines of marked pieces; what holds tables or figures as blocks, in which nothing is marked. None
        where the text has no such clause.
        """
        clause = self._clauses.get(id_)
        if clause is None:
            return None
        told: dict[str, Any] = {"number": clause.number, "title": clause.title, "lines": [], "blocks": []}
        if any(line.startswith(("【", "|", "!")) for line in clause.body.split("\n")):
            return told | {"blocks": block_views(clause, self._numbers, self._places)[0]}
        page, whole, at = Page(clause, self._numbers, self._places), source(clause), 0
        anchors = {n: anchor for n, anchor in held.items() if anchor.hold is not Hold.LOST}
        for line in whole.split("\n"):
            told["lines"].append([_piece(page, whole, a, b, anchors) for a, b in _cuts(at, at + len(line), anchors)])
            at += len(line) + 1
        title, *lines = told["lines"]
        return told | {"title": title, "lines": [line for line in lines if line]}


def _cuts(start: int, end: int, anchors: Mapping[int, Anchor]) -> list[tuple[int, int]]:
    """A line cut wherever a quote begins or ends."""
    edges = {edge for anchor in anchors.values() for edge in (anchor.start, anchor.end) if start < edge < end}
    return [pair for pair in pairwise(sorted({start, end} | edges)) if pair[0] < pair[1]]


def _piece(page: Page, whole: str, start: int, end: int, anchors: Mapping[int, Anchor]) -> dict[str, Any]:
    on = [n for n, anchor in anchors.items() if anchor.start <= start and end <= anchor.end]
    return {"words": word_views(page, whole[start:end]), "on": on}
