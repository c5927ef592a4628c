"""How much hangs on an entry: needs, offers and intentions of an event, members of a committee; organisations once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.kinds import Kind, all_kinds
from workflow.reads.entries import Condition
from workflow.records.entries import Entry
from workflow.vocabulary import EntryState, Named

ONCE, STATE = "title", "state"


@dataclass(frozen=True)
class Sum:
    """So many entries of a kind, what they have in common, and what its list is asked for."""

    n: int
    words: Named | EntryState | None
    asked: dict[str, Any]


def sums(session: Session, where: Condition, above: Entry) -> list[tuple[Kind, list[Sum]]]:
    """Each kind that may hang on an entry of this kind, counted as the kind says; kinds of which none does are left
    out.
    """
    kinds = [kind for kind in all_kinds().values() if above.kind in kind.parents and above.kind != kind.code]
    found = [(kind, list(_sums(session, where, above.id, kind))) for kind in kinds]
    return [(kind, counted) for kind, counted in found if counted]


def _sums(session: Session, where: Condition, parent: int, kind: Kind) -> Iterator[Sum]:
    told = _told(session, sa.and_(where, Entry.parent_id == parent, Entry.kind == kind.code), kind)
    if kind.counted == ONCE:
        asked = {"parent": parent, "once": ONCE, "state": EntryState.RECORDED.value}
        return iter([Sum(len(told), None, asked)] if told else [])
    if kind.counted == STATE:
        return (Sum(told[s], s, {"parent": parent, "state": s.value}) for s in EntryState if told[s])
    field = kind.field(kind.counted)
    assert field is not None
    asked = {"parent": parent, "state": EntryState.RECORDED.value, "field": field.name}
    return (Sum(told[one.code], one, asked | {"value": one.code}) for one in field.choices if told[one.code])


def _told(session: Session, mine: Condition, kind: Kind) -> Counter[str]:
    """How many there are of each state, title or choice; what has ended counts only among the states."""
    by: dict[str, Any] = {STATE: Entry.state, ONCE: Entry.title}
    word = by.get(kind.counted, sa.type_coerce(Entry.fields, sa.JSON)[kind.counted].as_string())
    query = sa.select(word.label("word")).where(mine)
    if kind.counted != STATE:
        query = query.where(Entry.state == EntryState.RECORDED)
    each = query.subquery()
    rows = session.execute(sa.select(each.c.word, sa.func.count()).group_by(each.c.word))
    return Counter({word: n for word, n in rows})
