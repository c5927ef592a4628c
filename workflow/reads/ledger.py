"""The ledger of comments 意见汇总 of one standard: filtered, paged, counted by state and by what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.consultations import Comment, Consultation
from workflow.records.people import Person
from workflow.records.suggestions import AnswerMark
from workflow.vocabulary import CommentState, Disposition, Named, Satisfaction

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the ledger is narrowed to; None or empty leaves it wide."""

    state: CommentState | None = None
    disposition: Disposition | None = None
    clause: str = ""
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One comment, the round it came in, and who answered it. Its receipt is told to nobody: it lets its holder act."""

    comment: Comment
    round: int | None
    answered_by: Named | None
    satisfaction: Satisfaction | None


@dataclass(frozen=True)
class Ledger:
    """One page of the ledger, and the counts of the whole."""

    total: int
    rows: list[Line]
    states: Mapping[CommentState, int]
    dispositions: Mapping[Disposition, int]
    clauses: list[tuple[str, str]]

    @property
    def all(self) -> int:
        return sum(self.states.values())


def ledger(session: Session, standard_id: int, wanted: Wanted, page: int = 1) -> Ledger:
    """The comments of a standard, in the order they came."""
    mine = Comment.standard_id == standard_id
    where = [mine, *_conditions(wanted)]
    total = session.scalar(sa.select(sa.func.count(Comment.id)).where(*where)) or 0
    counts = sa.select(Comment.state, Comment.disposition, sa.func.count()).where(mine)
    states: dict[CommentState, int] = {}
    dispositions: dict[Disposition, int] = {}
    for state, disposition, n in session.execute(counts.group_by(Comment.state, Comment.disposition)):
        states[state] = states.get(state, 0) + n
        if disposition is not None:
            dispositions[disposition] = dispositions.get(disposition, 0) + n
    labels = sa.select(Comment.clause_id, sa.func.max(Comment.clause_label)).where(mine).group_by(Comment.clause_id)
    clauses = [(id_, label) for id_, label in session.execute(labels.order_by(sa.func.min(Comment.id)))]
    return Ledger(total, _rows(session, where, page), states, dispositions, clauses)


def _rows(session: Session, where: list[sa.ColumnElement[bool]], page: int) -> list[Line]:
    query = sa.select(Comment, Consultation.round, Person, AnswerMark.satisfaction)
    query = query.outerjoin(AnswerMark, AnswerMark.comment_id == Comment.id)
    query = query.outerjoin(Consultation, Consultation.id == Comment.consultation_id)
    query = query.outerjoin(Person, Person.id == Comment.answered_by)
    rows = session.execute(query.where(*where).order_by(Comment.id).limit(PAGE).offset((page - 1) * PAGE))
    return [Line(comment, turn, by.called if by else None, said) for comment, turn, by, said in rows]


def unsatisfied(session: Session, standard_id: int) -> list[Comment]:
    """The comments whose authors are not satisfied with the answer."""
    query = sa.select(Comment).join(AnswerMark, AnswerMark.comment_id == Comment.id)
    mine = (Comment.standard_id == standard_id, AnswerMark.satisfaction == Satisfaction.UNSATISFIED)
    return list(session.scalars(query.where(*mine).order_by(Comment.id)))


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.state is not None:
        found.append(Comment.state == wanted.state)
    if wanted.disposition is not None:
        found.append(Comment.disposition == wanted.disposition)
    if wanted.clause:
        found.append(Comment.clause_id == wanted.clause)
    for word in wanted.words.split()[:8]:
        said = (Comment.opinion, Comment.proposal, Comment.reason, Comment.answer, Comment.name)
        found.append(sa.or_(*(column.contains(word, autoescape=True) for column in said)))
    return found
