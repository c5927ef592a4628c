"""Lists of the entries of one kind, narrowed and a page at a time: now, or as they stood at the end of a past day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.kinds import Kind
from workflow.reads.entries import INSIDE, Condition, Shown, shown
from workflow.records.entries import Entry, EntryTurn
from workflow.vocabulary import EntryState

PAGE = 50
AT_ONCE = 30
LAST = aliased(EntryTurn)
ORDER = (Entry.batch.desc().nulls_last(), Entry.id.desc())
Query = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to. `under` is an entry of the same kind with all that hangs on it, however deep; `held`
    what choice fields hold; `is_once` takes one entry of each title: an organisation that is told twice is one.
    """

    agreement: int | None = None
    region: str | None = None
    state: EntryState | None = None
    words: str = ""
    standard: int | None = None
    parent: int | None = None
    batch: int | None = None
    under: int | None = None
    held: Mapping[str, str] = field(default_factory=dict)
    is_once: bool = False
    ended_at: datetime | None = None  # the end of the past day that is asked for
    is_decided: bool = False  # of a past day no more than the public knew then


def listed(session: Session, where: Condition, kind: Kind, wanted: Wanted, page: int) -> tuple[int, list[Shown]]:
    """How many there are, and those of one page: newest changes first."""
    query = _asked(where, kind, wanted)
    total = session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    rows = session.execute(query.order_by(*ORDER).limit(PAGE).offset((page - 1) * PAGE))
    return total, [_shown(row) for row in rows]


def every(
    session: Session, where: Condition, kind: Kind, wanted: Wanted, after: int = 0, most: int = 500
) -> list[Shown]:
    """The next entries by number, for files: a page at a time, however many there are."""
    query = _asked(where, kind, wanted).where(Entry.id > after).order_by(Entry.id).limit(most)
    return [_shown(row) for row in session.execute(query)]


def across(session: Session, where: Condition, words: str) -> list[Shown]:
    """Entries of every kind whose title has the words: newest changes first, no more than a page shows."""
    query = sa.select(Entry).where(where, *_narrowed(Wanted(words=words)))
    return [shown(entry) for entry in session.scalars(query.order_by(Entry.changed_at.desc()).limit(AT_ONCE))]


def _asked(where: Condition, kind: Kind, wanted: Wanted) -> Query:
    conditions = [where, Entry.kind == kind.code, *_narrowed(wanted)]
    if wanted.ended_at is None:
        query: Query = sa.select(Entry, sa.null().label("turn"))
        stood, fields = Entry.state, sa.type_coerce(Entry.fields, sa.JSON)
        above = _below(sa.select(Entry.id, Entry.parent_id), kind, wanted)
    else:
        query = sa.select(Entry, EntryTurn).join(EntryTurn, _then(wanted.ended_at))
        view = EntryTurn.view
        nodes = sa.select(Entry.id, view["parent_id"].as_integer().label("parent_id"))
        above = _below(nodes.join(EntryTurn, _then(wanted.ended_at)), kind, wanted)
        stood, fields = EntryTurn.state, sa.type_coerce(view["fields"], sa.JSON)
    conditions += [stood == wanted.state] if wanted.state else []
    conditions += [stood.not_in(INSIDE)] if wanted.is_decided else []
    conditions += [fields[name].as_string() == value for name, value in wanted.held.items() if _may(kind, name)]
    conditions += [Entry.id.in_(above)] if above is not None else []
    query = query.where(*conditions)
    return query.where(Entry.id.in_(_once(query))) if wanted.is_once else query


def _then(ended_at: datetime) -> Condition:
    """The turn by which an entry stood at an hour."""
    last = sa.select(sa.func.max(LAST.number)).where(LAST.entry_id == Entry.id, LAST.at < ended_at)
    return sa.and_(EntryTurn.entry_id == Entry.id, EntryTurn.number == last.correlate(Entry).scalar_subquery())


def _may(kind: Kind, name: str) -> bool:
    """Only what is chosen from few narrows a list."""
    found = kind.field(name)
    return found is not None and found.type == "choice" and not found.is_personal


def _below(nodes: Query, kind: Kind, wanted: Wanted) -> Query | None:
    """The numbers of an entry and of all entries of the kind that hang on it, from nodes with what they hang on."""
    if wanted.under is None:
        return None
    all_ = nodes.where(Entry.kind == kind.code).cte("nodes")
    tree = sa.select(all_.c.id).where(all_.c.id == wanted.under).cte("tree", recursive=True)
    tree = tree.union(sa.select(all_.c.id).join(tree, all_.c.parent_id == tree.c.id))
    return sa.select(tree.c.id)


def _once(query: Query) -> Query:
    """The first of each title."""
    return query.with_only_columns(sa.func.min(Entry.id), maintain_column_froms=True).group_by(Entry.title)


def _narrowed(wanted: Wanted) -> Iterable[Condition]:
    if wanted.agreement is not None:
        yield Entry.agreement_id == wanted.agreement
    if wanted.region:
        yield Entry.region_code == wanted.region
    if wanted.words:
        yield Entry.title.contains(wanted.words, autoescape=True)
    if wanted.standard is not None:
        yield Entry.standard_id == wanted.standard
    if wanted.parent is not None:
        yield Entry.parent_id == wanted.parent
    if wanted.batch is not None:
        yield Entry.batch == wanted.batch


def _shown(row: Any) -> Shown:
    entry, turn = row
    if turn is not None:
        return Shown(entry.id, entry.kind, turn.state, turn.view, turn.at)
    return shown(entry)
