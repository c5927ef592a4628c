"""Suggestions for the words of a text: what is open, what became of each, which version took which."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.records.texts import Version

MOST = 200  # shown at once; whoever decides works from the top
OPEN = ClauseSuggestion.decided_at.is_(None)


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to."""

    is_open: bool | None = None
    person: int | None = None
    clause: str = ""


def listed(session: Session, standard_id: int, wanted: Wanted) -> list[ClauseSuggestion]:
    """Open ones in the order they came, decided ones the newest first."""
    where = [ClauseSuggestion.standard_id == standard_id]
    where += [OPEN if wanted.is_open else sa.not_(OPEN)] if wanted.is_open is not None else []
    where += [ClauseSuggestion.person_id == wanted.person] if wanted.person is not None else []
    where += [ClauseSuggestion.clause_id == wanted.clause] if wanted.clause else []
    order = (
        (ClauseSuggestion.id,) if wanted.is_open else (ClauseSuggestion.decided_at.desc(), ClauseSuggestion.id.desc())
    )
    return list(session.scalars(sa.select(ClauseSuggestion).where(*where).order_by(*order).limit(MOST)))


def since(session: Session, standard_id: int, person: int, after: datetime) -> list[ClauseSuggestion]:
    """What others suggested after a moment, and what was decided since of the person's own."""
    others = sa.and_(ClauseSuggestion.at > after, ClauseSuggestion.person_id.is_distinct_from(person))
    own = sa.and_(ClauseSuggestion.decided_at > after, ClauseSuggestion.person_id == person)
    query = sa.select(ClauseSuggestion).where(ClauseSuggestion.standard_id == standard_id, sa.or_(others, own))
    return list(session.scalars(query.order_by(ClauseSuggestion.id).limit(MOST)))


def counted(session: Session, standard_id: int) -> dict[str, int]:
    """How many are open in each clause."""
    query = sa.select(ClauseSuggestion.clause_id, sa.func.count()).group_by(ClauseSuggestion.clause_id)
    return {id_: n for id_, n in session.execute(query.where(ClauseSuggestion.standard_id == standard_id, OPEN))}


def taken(session: Session, standard_id: int, versions: Collection[int] | None = None) -> list[ClauseSuggestion]:
    """Accepted ones that stand in a version, oldest first; of the versions named, if any are."""
    where = [ClauseSuggestion.standard_id == standard_id, ClauseSuggestion.version_id.is_not(None)]
    where += [ClauseSuggestion.version_id.in_(versions)] if versions is not None else []
    return list(session.scalars(sa.select(ClauseSuggestion).where(*where).order_by(ClauseSuggestion.id)))


def numbers(session: Session, ids: Collection[int | None]) -> dict[int, int]:
    """The numbers of versions by their ids."""
    rows = session.execute(sa.select(Version.id, Version.number).where(Version.id.in_({i for i in ids if i})))
    return {id_: number for id_, number in rows}
