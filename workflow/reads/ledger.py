"""The ledger of comments 意见台账 of one standard: filtered, in the order of the text, paged, counted.

Whatever it holds, a page costs the same few statements: one brief row a comment, and the whole rows of one page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.picture import wishes
from workflow.picture.standing import Seat, Standing
from workflow.reads.provenance import uses
from workflow.records.consultations import Comment, Consultation
from workflow.records.people import Person
from workflow.records.suggestions import AnswerMark
from workflow.rules.answering import Keeping
from workflow.text.anchoring import LOST, Anchor, Hold
from workflow.text.kindred import families, kindred
from workflow.vocabulary import CommentState, CommentType, Disposition, Named, Satisfaction, Source

PAGE = 50
COLUMNS = ("id", "clause_id", "clause_label", "version_id", "consultation_id", "quote", "quote_at", "state")
MORE = ("kind", "disposition", "region_code", "type", "source", "assignee_id", "into_id", "panel_id")


@dataclass(frozen=True)
class Wanted:
    """What the ledger is narrowed to; None or empty leaves it wide. `like` is a comment whose kindred are sought."""

    state: CommentState | None = None
    disposition: Disposition | None = None
    clause: str = ""
    words: str = ""
    region: str = ""
    source: Source | None = None
    type: CommentType | None = None
    assignee: int | None = None
    is_lost: bool = False
    is_kindred: bool = False
    is_unsatisfied: bool = False
    is_remark: bool = False  # of a review panel
    like: int | None = None


@dataclass(frozen=True)
class Line:
    """One comment, the round it came in, who answered it. Its receipt is told to nobody: it lets its holder act."""

    comment: Comment
    round: int | None
    answered_by: Named | None
    satisfaction: Satisfaction | None
    assignee: Named | None = None
    anchor: Anchor = LOST
    family: int = 0  # kindred comments bear the same number


@dataclass(frozen=True)
class Ledger:
    """One page of the ledger, and the counts of all that the seat may see."""

    total: int
    rows: list[Line]
    briefs: list[Any]
    lost: frozenset[int]
    kept: int  # comments that other regions still keep to themselves
    assignees: Mapping[int, Named] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return len(self.briefs)

    def counted(self, name: str) -> dict[Any, int]:
        """How many comments have each value of a column, in the order in which the values came."""
        found: dict[Any, int] = {}
        for brief in self.briefs:
            value = getattr(brief, name)
            found[value] = found.get(value, 0) + 1
        return found

    @property
    def clauses(self) -> list[tuple[str, str, int]]:
        """Clauses with comments: id, label, how many."""
        labels = {brief.clause_id: brief.clause_label for brief in self.briefs}
        return [(id_, labels[id_], n) for id_, n in self.counted("clause_id").items()]


def ledger(standing: Standing, seat: Seat, wanted: Wanted, page: int, at: datetime) -> Ledger:
    """The comments that the seat may see, clause by clause as the text runs; kindred ones family by family."""
    session, (seen, kept) = standing.session, visible(standing, seat, at)
    hung = wishes.anchors(standing, seen, standing.written)
    taken = {use.comment_id for use in uses(session, standing.standard.id)}
    lost = frozenset(id_ for id_, anchor in hung.items() if anchor.hold is Hold.LOST) - taken
    places = {clause.id: n for n, clause in enumerate(standing.written.clauses)}
    seen.sort(key=lambda brief: (places.get(brief.clause_id, len(places)), hung[brief.id].start, brief.id))
    said = _containing(session, standing.standard.id, wanted.words)
    found = [
        b for b in seen if _fits(b, wanted) and (said is None or b.id in said) and (b.id in lost or not wanted.is_lost)
    ]
    if wanted.is_unsatisfied:
        unheard = {comment.id for comment in unsatisfied(session, standing.standard.id)}
        found = [brief for brief in found if brief.id in unheard]
    family = _families(session, found, wanted)
    if wanted.is_kindred or wanted.like is not None:
        found = sorted((b for b in found if b.id in family), key=lambda b: (family[b.id], b.id != wanted.like, b.id))
    rows = _rows(session, [brief.id for brief in found[(page - 1) * PAGE : page * PAGE]])
    lines = [replace(line, anchor=hung[line.comment.id], family=family.get(line.comment.id, 0)) for line in rows]
    names = _persons(session, {brief.assignee_id for brief in seen})
    return Ledger(len(found), lines, seen, lost, kept, names)


def visible(standing: Standing, seat: Seat, at: datetime) -> tuple[list[Any], int]:
    """Every comment that the seat may see, without its long words, in the order they came; and how many others keep."""
    hides = Keeping(standing, at).hides
    everything = _briefs(standing.session, standing.standard.id)
    seen = [brief for brief in everything if not hides(brief, seat.region)]
    return seen, len(everything) - len(seen)


def unsatisfied(session: Session, standard_id: int) -> list[Comment]:
    """The comments whose authors are not satisfied with the answer."""
    query = sa.select(Comment).join(AnswerMark, AnswerMark.comment_id == Comment.id)
    mine = (Comment.standard_id == standard_id, AnswerMark.satisfaction == Satisfaction.UNSATISFIED)
    return list(session.scalars(query.where(*mine).order_by(Comment.id)))


def _briefs(session: Session, standard_id: int) -> list[Any]:
    """Every comment without its long words."""
    columns = (getattr(Comment, name) for name in (*COLUMNS, *MORE))
    return list(session.execute(sa.select(*columns).where(Comment.standard_id == standard_id).order_by(Comment.id)))


def _fits(brief: Any, wanted: Wanted) -> bool:
    asked: Iterable[tuple[Any, Any]] = (
        (wanted.state, brief.state),
        (wanted.disposition, brief.disposition),
        (wanted.clause or None, brief.clause_id),
        (wanted.region or None, brief.region_code),
        (wanted.source, brief.source),
        (wanted.type, brief.type),
        (wanted.assignee, brief.assignee_id),
        (wanted.is_remark or None, brief.panel_id is not None),
    )
    return all(value is None or value == stands for value, stands in asked)


def _containing(session: Session, standard_id: int, words: str) -> frozenset[int] | None:
    """The comments in which all the words stand; None where none are sought."""
    if not words.split():
        return None
    said = (Comment.opinion, Comment.proposal, Comment.reason, Comment.answer, Comment.name, Comment.organisation)
    where = [sa.or_(*(column.contains(word, autoescape=True) for column in said)) for word in words.split()[:8]]
    return frozenset(session.scalars(sa.select(Comment.id).where(Comment.standard_id == standard_id, *where)))


def _families(session: Session, found: list[Any], wanted: Wanted) -> dict[int, int]:
    """Comment → its family, where kindred ones are sought; merged and withdrawn ones have found their place."""
    if not wanted.is_kindred and wanted.like is None:
        return {}
    open_ = [b.id for b in found if b.state in (CommentState.RECEIVED, CommentState.ANSWERED) or b.id == wanted.like]
    said = sa.select(Comment.id, Comment.opinion, Comment.proposal, Comment.reason).where(Comment.id.in_(open_))
    pairs = kindred({id_: f"{opinion}{proposal}{reason}" for id_, opinion, proposal, reason in session.execute(said)})
    if wanted.like is not None:
        near = {wanted.like} | {
            id_ for kin in pairs if wanted.like in (kin.one, kin.other) for id_ in (kin.one, kin.other)
        }
        return dict.fromkeys(near, 1)
    return {id_: n for n, family in enumerate(families(pairs), 1) for id_ in family}


def _rows(session: Session, ids: list[int]) -> list[Line]:
    by, to = aliased(Person), aliased(Person)
    query = sa.select(Comment, Consultation.round, by, AnswerMark.satisfaction, to)
    query = query.outerjoin(AnswerMark, AnswerMark.comment_id == Comment.id)
    query = query.outerjoin(Consultation, Consultation.id == Comment.consultation_id)
    query = query.outerjoin(by, by.id == Comment.answered_by).outerjoin(to, to.id == Comment.assignee_id)
    found = {}
    for comment, turn, who, said, whom in session.execute(query.where(Comment.id.in_(ids))):
        found[comment.id] = Line(comment, turn, who.called if who else None, said, whom.called if whom else None)
    return [found[id_] for id_ in ids]


def _persons(session: Session, ids: set[int | None]) -> dict[int, Named]:
    query = sa.select(Person).where(Person.id.in_({id_ for id_ in ids if id_}))
    return {person.id: person.called for person in session.scalars(query)}
