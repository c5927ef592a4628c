"""Entries that hang on one another: each with what hangs on it, and how many of each choice stand in its branch."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.kinds import Kind
from workflow.reads.entries import Condition, Shown, shown
from workflow.records.entries import Entry
from workflow.vocabulary import EntryState


@dataclass
class Node:
    """One entry with its branch; `held` is the choice that is counted."""

    entry: Shown
    held: str | None
    below: list["Node"] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def is_ended(self) -> bool:
        return self.entry.state is EntryState.ENDED


def tree(session: Session, where: Condition, kind: Kind) -> list[Node]:
    """The entries that hang on nothing, each with its branch. What has ended is not counted, and stands in the tree
    only where something that has not ended hangs on it.
    """
    query = sa.select(Entry).where(where, Entry.kind == kind.code).order_by(Entry.agreement_id, Entry.id)
    summed = kind.summed
    nodes = {one.id: Node(shown(one), summed.held(one.fields) if summed else None) for one in session.scalars(query)}
    top = Node(shown(Entry(id=0, kind=kind.code, state=EntryState.ENDED)), None)
    for node in nodes.values():
        nodes.get(node.entry.cells["parent_id"] or 0, top).below.append(node)
    for _, node in reversed(list(walked([top]))):
        stands = (one for one in node.below if one.below or not one.is_ended)
        node.below = sorted(stands, key=lambda one: _order(one, kind))
        node.counts = sum((one.counts for one in node.below), _own(node, kind))
    return top.below


def walked(nodes: Iterable[Node]) -> Iterator[tuple[int, Node]]:
    """Every node in the order of reading, with how deep it stands: no matter how deep that is."""
    waiting = [(0, node) for node in reversed(list(nodes))]
    while waiting:
        depth, node = waiting.pop()
        yield depth, node
        waiting += [(depth + 1, one) for one in reversed(node.below)]


def _own(node: Node, kind: Kind) -> Counter[str]:
    is_counted = not node.is_ended and kind.summed is not None and node.held in kind.summed.sums
    return Counter([str(node.held)] if is_counted else ())


def _order(node: Node, kind: Kind) -> list[tuple[int, str]]:
    """By the first field of the kind, a number of parts: 1.2 stands before 1.10."""
    number = str(kind.fields[0].held(node.entry.fields) or "")
    return [(int(part), "") if part.isascii() and part.isdecimal() else (0, part) for part in number.split(".")]
