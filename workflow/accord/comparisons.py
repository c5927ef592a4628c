"""Comparisons of standards behind entries of lists: what they are called, and how their limits came out."""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.limits import Comparison, ComparisonLine
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.text.limits.relating import Relation
from workflow.vocabulary import Named


def named(session: Session, agreement_id: int) -> list[Named]:
    """The comparisons of an agreement, the newest first."""
    mine = Comparison.agreement_id == agreement_id
    query = sa.select(Comparison.id, Comparison.theirs_number, Comparison.theirs_title, Standard.title_zh)
    query = query.outerjoin(Version, Version.id == Comparison.theirs_id)
    query = query.outerjoin(Standard, Standard.id == Version.standard_id).where(mine)
    rows = session.execute(query.order_by(Comparison.id.desc()))
    return [_named(id_, f"{number} {title or own or ''}".strip()) for id_, number, title, own in rows]


def _named(id_: int, title: str) -> Named:
    return Named(str(id_), f"第 {id_} 号 {title}", f"No. {id_} {title}")


def relations(session: Session, comparison_id: int | None) -> Counter[Relation | None]:
    """How many limits of a comparison stand in each relation; under None those that nobody has settled."""
    lines = sa.select(ComparisonLine.settled).where(ComparisonLine.proposed.is_not(None))
    return Counter(session.scalars(lines.where(ComparisonLine.comparison_id == comparison_id)))
