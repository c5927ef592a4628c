"""The policy library behind the configured values: which articles a term of an agreement rests on, and the reverse."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.entries import Condition
from workflow.records.agreements import RuleSet
from workflow.records.entries import Entry
from workflow.vocabulary import EntryState

KIND: Final = "policy"


def grounds(session: Session, where: Condition, agreement_id: int) -> dict[str, list[Entry]]:
    """The articles that stand in the library of an agreement, by the term that rests on them."""
    mine = (Entry.kind == KIND, Entry.agreement_id == agreement_id, Entry.state == EntryState.RECORDED)
    found: dict[str, list[Entry]] = {}
    for one in session.scalars(sa.select(Entry).where(where, *mine).order_by(Entry.id)):
        found.setdefault(str(one.fields.get("term") or "").strip(), []).append(one)
    return found


def in_force(session: Session, agreement_id: int, term: str) -> Mapping[str, Any] | None:
    """A term of the newest rule set: its value and what it cites; nothing where there is no such term."""
    query = sa.select(RuleSet).where(RuleSet.agreement_id == agreement_id).order_by(RuleSet.version.desc()).limit(1)
    rules = session.scalars(query).one_or_none()
    found: Mapping[str, Any] | None = rules.terms.get(term) if rules else None
    return found
