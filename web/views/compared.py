"""A comparison as plain views: pairs of clauses with both texts, limits side by side, what people said of each."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from web.present import day
from web.project.limiting import limit_view
from workflow.reads.comparing import Source, Told
from workflow.records.limits import ComparisonLine
from workflow.text.blocks import Formula, Table, inlines
from workflow.text.clauses import Clause
from workflow.text.inline import Inline, Ref, plain
from workflow.text.limits.limit import read as read_limit
from workflow.text.limits.pairing import whole
from workflow.text.limits.relating import Relation
from workflow.text.notation import read
from workflow.text.numbering import Numbering, numbering
from workflow.vocabulary import Named
from workflow.words import say

View = dict[str, Any]
SIGNS: Final = {
    Relation.STRICTER: "▲",
    Relation.EQUAL: "=",
    Relation.LOOSER: "▼",
    Relation.MISSING: "∅",
    Relation.ONLY_OURS: "+",
    Relation.DIFFERS: "≠",
    Relation.UNCLEAR: "?",
}
DIFFERENT, LIMITING, ALL = "differences", "limits", "all"
SHOWS: Final = frozenset({DIFFERENT, LIMITING, ALL, *Relation})  # what a page may be narrowed to


def mark(relation: Relation) -> View:
    """A relation with its sign and its word."""
    return {"key": relation.value, "sign": SIGNS[relation], "words": say(f"relation.{relation}")}


def pair_views(told: Told, wanted: str, names: Mapping[int, Named]) -> list[View]:
    """Pair by pair, narrowed to one relation, or to what differs."""
    numbers = numbering(told.ours.clauses), numbering(told.theirs.clauses)
    return [
        {
            "ours": _clause(told.ours, ours, numbers[0]),
            "theirs": _clause(told.theirs, theirs, numbers[1]),
            "lines": [_line(line, names) for line in lines if line.proposed],
            "mark": mark(found) if (found := whole(filter(None, map(now, lines)))) else None,
        }
        for (ours, theirs), lines in _grouped(told, wanted)
    ]


def first_shown(told: Told) -> str:
    """What a comparison opens on: its limits, where it has any."""
    return LIMITING if any(line.proposed for line in told.lines) else ALL


def _grouped(told: Told, wanted: str) -> Iterator[tuple[tuple[str | None, str | None], Sequence[ComparisonLine]]]:
    for pair, found in groupby(told.lines, key=lambda line: (line.our_clause, line.their_clause)):
        lines = list(found)
        if wanted == DIFFERENT:
            lines = [line for line in lines if now(line) is not Relation.EQUAL and (line.proposed or None in pair)]
        elif wanted == LIMITING:
            lines = [line for line in lines if line.proposed]
        elif wanted != ALL:
            lines = [line for line in lines if now(line) == wanted]
        if lines:
            yield pair, lines


def now(line: ComparisonLine) -> Relation | None:
    """What holds of a line: what was settled, else what was proposed."""
    return line.settled or line.proposed


def _line(line: ComparisonLine, names: Mapping[int, Named]) -> View:
    relation = now(line)
    assert relation is not None
    assert line.proposed is not None
    sides = {"ours": line.our_limit, "theirs": line.their_limit}
    by = (
        say("{who}，{day}", who=names.get(line.settled_by or 0) or "", day=day(line.settled_at)) if line.settled else ""
    )
    return {name: limit_view(read_limit(limit)) if limit else None for name, limit in sides.items()} | {
        "place": line.place,
        "mark": mark(relation),
        "proposed": mark(line.proposed) if line.settled and line.settled is not line.proposed else None,
        "by": by,
        "notes": line.notes,
        "ticks": not line.settled and line.proposed is not Relation.UNCLEAR,
        "value": relation.value,
    }


def _clause(side: Source, clause_id: str | None, numbers: Numbering) -> View | None:
    clause = side.by_id.get(clause_id or "")
    if clause is None:
        return None
    label = " ".join(part for part in (clause.number, clause.title) if part)
    return {"label": label or say("（无标题）"), "lines": list(_said(clause, numbers))}


def _said(clause: Clause, numbers: Numbering) -> Iterator[str]:
    """The words of a clause, a line each; a row of a table is one line."""
    for block in read(clause.body):
        if isinstance(block, Table):
            yield from filter(None, [block.title])
            yield from (" | ".join(_told(cell.words, clause, numbers) for cell in row) for row in block.rows)
        elif isinstance(block, Formula):
            yield block.latex
        else:
            yield from filter(None, (_told(words, clause, numbers) for words in inlines(block)))


def _told(words: Inline, clause: Clause, numbers: Numbering) -> str:
    return "".join(numbers.printed(one.to, clause.id) if isinstance(one, Ref) else plain((one,)) for one in words)
