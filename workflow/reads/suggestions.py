"""Suggestions of projects: which groups take them, what their regions see, and the fate of one by its receipt."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.agreements import Agreement
from workflow.records.suggestions import Suggestion
from workflow.vocabulary import AgreementState, CommentState

MOST, LONGEST = 100, 32


@dataclass(frozen=True)
class Suggested:
    """A suggestion and the group that it was made to."""

    suggestion: Suggestion
    agreement: Agreement

    @property
    def is_answered(self) -> bool:
        return self.suggestion.answered_at is not None


def groups(session: Session) -> list[Agreement]:
    """The agreements in force, to whose regions anybody may suggest a project."""
    query = sa.select(Agreement).where(Agreement.state == AgreementState.IN_FORCE)
    return list(session.scalars(query.order_by(Agreement.id)))


def answered(session: Session) -> list[Suggested]:
    """The latest answers; whose suggestion each was is not told."""
    return _found(session, Suggestion.state == CommentState.PUBLISHED)


def of(session: Session, agreement_id: int) -> list[Suggested]:
    """The latest suggestions made to the regions of one agreement."""
    return _found(session, Suggestion.agreement_id == agreement_id)


def fate(session: Session, receipt: str) -> Suggested | None:
    """A suggestion by its receipt number; whoever has the number may read its fate."""
    found = _found(session, Suggestion.receipt == receipt) if 0 < len(receipt) <= LONGEST else []
    return found[0] if found else None


def waiting(session: Session, agreement_id: int) -> int:
    """How many nobody has answered."""
    mine = (Suggestion.agreement_id == agreement_id, Suggestion.state == CommentState.RECEIVED)
    return session.scalar(sa.select(sa.func.count()).select_from(Suggestion).where(*mine)) or 0


def _found(session: Session, *where: sa.ColumnElement[bool]) -> list[Suggested]:
    query = sa.select(Suggestion, Agreement).join(Agreement, Agreement.id == Suggestion.agreement_id).where(*where)
    rows = session.execute(query.order_by(Suggestion.id.desc()).limit(MOST))
    return [Suggested(suggestion, agreement) for suggestion, agreement in rows]
