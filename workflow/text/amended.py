"""The text that an amendment makes: clauses with other words or titles, clauses that go, clauses that come."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from workflow.text.clauses import Clause, Text


def amended(text: Text, items: Mapping[str, Any]) -> tuple[Clause, ...]:
    """The clauses of a text under the items of an amendment. An item is new words; a title and words, where either is
    given; nothing, where the clause goes with all below it; or a clause that comes after another. Numbers of other
    clauses stay: who cites one finds it.
    """
    return tuple(_clauses(text, items))


def _clauses(text: Text, items: Mapping[str, Any]) -> Iterator[Clause]:
    gone = {id_ for id_, item in items.items() if item is None}
    for place, clause in enumerate(text.clauses):
        above = {clause.id, *_above(text, clause)}
        if not above & gone:
            yield _changed(clause, items.get(clause.id))
        coming = text.clauses[place + 1] if place + 1 < len(text.clauses) else None
        closed = above - {coming.id, *_above(text, coming)} if coming else above
        yield from (_new(text.by_id[item["after"]], id_, item) for id_, item in _additions(items, closed))


def _above(text: Text, clause: Clause) -> Iterator[str]:
    while clause.parent is not None:
        yield clause.parent
        clause = text.by_id[clause.parent]


def _additions(items: Mapping[str, Any], after: set[str]) -> list[tuple[str, Mapping[str, Any]]]:
    """What comes behind one of these, each with all below it."""
    return [(id_, item) for id_, item in items.items() if isinstance(item, Mapping) and item.get("after") in after]


def _changed(clause: Clause, item: Any) -> Clause:
    if isinstance(item, str):
        return replace(clause, body=item)
    if not isinstance(item, Mapping):
        return clause
    return replace(clause, title=item.get("title", clause.title), body=item.get("body", clause.body))


def _new(neighbour: Clause, id_: str, item: Mapping[str, Any]) -> Clause:
    told = {"number": item["number"], "title": item.get("title", ""), "body": item.get("body", "")}
    return replace(neighbour, id=id_, **told)
