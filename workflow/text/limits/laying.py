"""A comparison as lines that are kept: two clauses, or two of their limits, a line; and the hash of all of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from workflow.text.canonical import canonical_hash
from workflow.text.limits.comparing import Pair
from workflow.text.limits.limit import Limit, written

Row = dict[str, Any]
COLUMNS = ("our_clause", "their_clause", "our_limit", "their_limit", "proposed")


def laid(pairs: Sequence[Pair]) -> list[Row]:
    """Every pair of clauses: a line for each limit, or one line where neither sets any."""
    return [{"place": place, **row} for place, row in enumerate(_rows(pairs), 1)]


def lines_hash(rows: Sequence[Any]) -> str:
    """What a comparison proposed, whole; of rows or records, in the order of their places."""
    told = [[_plain(row, name) for name in COLUMNS] for row in rows]
    return canonical_hash(told)


def _plain(row: Any, name: str) -> Any:
    value = row[name] if isinstance(row, dict) else getattr(row, name)
    return value if value is None or isinstance(value, dict) else str(value)


def _rows(pairs: Sequence[Pair]) -> Iterator[Row]:
    for pair in pairs:
        sides = {"our_clause": pair.ours and pair.ours.id, "their_clause": pair.theirs and pair.theirs.id}
        if not pair.lines:
            yield {**sides, "our_limit": None, "their_limit": None, "proposed": None}
        for line in pair.lines:
            limits = {"our_limit": _kept(line.ours), "their_limit": _kept(line.theirs)}
            yield {**_homes(sides, line.ours, line.theirs), **limits, "proposed": line.relation}


def _homes(sides: Row, ours: Limit | None, theirs: Limit | None) -> Row:
    """A limit that met its like in another clause stands under its own."""
    told = {"our_clause": ours and ours.clause, "their_clause": theirs and theirs.clause}
    return {name: told[name] or sides[name] for name in sides}


def _kept(limit: Limit | None) -> Row | None:
    return written(limit) if limit else None
