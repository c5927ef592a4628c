"""What the public said of a released standard, clause by clause, and what of it the next revision takes up."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Standing
from workflow.records.consultations import Comment
from workflow.records.feedback import FeedbackMark
from workflow.records.standards import Standard
from workflow.vocabulary import LIVE, CommentKind


@dataclass(frozen=True)
class Heard:
    """One comment, whether it is marked for the next revision, and whether that revision took it up."""

    comment: Comment
    is_marked: bool
    is_taken: bool


def of(session: Session, standard_id: int, clause: str = "") -> list[Heard]:
    """What was said of a standard since its release, by clause and then in order of time."""
    query = sa.select(Comment).where(Comment.standard_id == standard_id, Comment.kind == CommentKind.FEEDBACK)
    wanted = query.where(Comment.clause_id == clause) if clause else query
    return _marked(session, list(session.scalars(wanted.order_by(Comment.clause_id, Comment.id))), standard_id)


def handed_on(session: Session, standard: Standard, clause: str = "") -> list[Heard]:
    """What was marked on the standard that this one revises."""
    before = standard.predecessor_id
    found = of(session, before, clause) if before else []
    return [one for one in found if one.is_marked]


def heard(session: Session, standing: Standing, clause: str = "") -> list[Heard]:
    """What was said of this standard; of a revision, what was said of the one it revises and handed on to it."""
    if standing.state in LIVE:
        return of(session, standing.standard.id, clause)
    return handed_on(session, standing.standard, clause)


def counts(session: Session, standard_id: int) -> list[tuple[str, str, int]]:
    """Clauses of which something was said: id, label, how many times."""
    n, label = sa.func.count(), sa.func.max(Comment.clause_label)
    mine = (Comment.standard_id == standard_id, Comment.kind == CommentKind.FEEDBACK)
    query = sa.select(Comment.clause_id, label, n).where(*mine).group_by(Comment.clause_id)
    return [(clause, words, count) for clause, words, count in session.execute(query.order_by(label))]


def _marked(session: Session, found: list[Comment], standard_id: int) -> list[Heard]:
    ids = [one.id for one in found]
    query = sa.select(FeedbackMark.comment_id, FeedbackMark.standard_id).where(FeedbackMark.comment_id.in_(ids))
    marks = {(comment, standard) for comment, standard in session.execute(query)}
    taken = {comment for comment, standard in marks if standard != standard_id}
    return [Heard(one, (one.id, standard_id) in marks, one.id in taken) for one in found]
