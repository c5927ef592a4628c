"""What anybody may read of public consultations: those that a region has posted, their text, the fate of a comment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.clock import end_of
from workflow.picture import manuscript
from workflow.records.agreements import Agreement
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.records.suggestions import AnswerMark
from workflow.records.texts import Version
from workflow.rules.consulting import put_off
from workflow.text.clauses import Text
from workflow.vocabulary import (
    CommentState,
    Joint,
    Satisfaction,
    Window,
)

SHOWN = frozenset({Window.POSTED, Window.CLOSED})
MOST, PAGE = 100, 50
LONGEST = 32


@dataclass(frozen=True)
class Titled:
    """What a text was called when it was laid open: what the project is called since is nobody's yet."""

    title_zh: str
    title_en: str

    @classmethod
    def of(cls, version: Version) -> Self:
        return cls(version.meta["title_zh"], version.meta["title_en"])


@dataclass(frozen=True)
class Asked:
    """One consultation with its windows in the regions, in the order of their codes."""

    titled: Titled
    consultation: Consultation
    standard: Standard
    agreement: Agreement
    windows: list[tuple[RegionWindow, Region]]

    @property
    def is_open(self) -> bool:
        return self.consultation.closed_at is None and self.standard.state is Joint.CONSULTING

    def takes(self, at: datetime) -> bool:
        """Whether comments are taken at this hour: from midnight on none, also before the process has noticed."""
        last = self.closes_on
        return self.is_open and (last is None or at < end_of(last))

    @property
    def closes_on(self) -> date | None:
        """The last day for comments, put off by the suspensions since it was fixed."""
        fixed = self.consultation.closes_on
        return put_off(fixed, (window for window, _ in self.windows), self.standard) if fixed else None

    @property
    def is_paused(self) -> bool:
        """Whether it goes on where it stood, once the suspended project does."""
        return self.consultation.closed_at is None and self.standard.state is Joint.SUSPENDED


@dataclass(frozen=True)
class Answers:
    """One page of a consultation's published answers; whose comment each was is not told."""

    total: int
    rows: list[Comment]


@dataclass(frozen=True)
class Fate:
    """A comment by its receipt, and what it spoke of."""

    titled: Titled | Standard  # of feedback on what is released: the standard as it is called
    comment: Comment
    standard: Standard
    into: Comment | None
    satisfaction: Satisfaction | None = None

    @property
    def is_published(self) -> bool:
        return self.comment.published_at is not None

    @property
    def may_be_taken_back(self) -> bool:
        return self.comment.state is CommentState.RECEIVED and self.standard.state is Joint.CONSULTING


def open_now(session: Session) -> list[Asked]:
    """The consultations that take comments now and that some region has posted, the newest first."""
    posted = sa.select(RegionWindow.consultation_id).where(RegionWindow.state == Window.POSTED)
    where = [Standard.state == Joint.CONSULTING, Consultation.closed_at.is_(None), Consultation.id.in_(posted)]
    return _asked(session, where)


def one(session: Session, consultation_id: int) -> Asked | None:
    """A consultation that some region has posted; recalled and planned ones are not there."""
    if not 0 < consultation_id < 2**31:
        return None
    posted = sa.select(RegionWindow.consultation_id).where(RegionWindow.state.in_(SHOWN))
    return next(iter(_asked(session, [Consultation.id == consultation_id, Consultation.id.in_(posted)])), None)


def round_of(session: Session, consultation_id: int) -> Asked | None:
    """A consultation for the committee, posted or not."""
    return next(iter(_asked(session, [Consultation.id == consultation_id])), None)


def _asked(session: Session, where: list[sa.ColumnElement[bool]]) -> list[Asked]:
    query = sa.select(Version, Consultation, Standard, Agreement).join_from(Consultation, Standard)
    query = query.join(Version, Version.id == Consultation.version_id)
    query = query.join(Agreement, Agreement.id == Standard.agreement_id).where(*where)
    rows = session.execute(query.order_by(Consultation.id.desc()).limit(MOST)).all()
    windows = _windows(session, [consultation.id for _, consultation, _, _ in rows])
    return [
        Asked(Titled.of(text), asked, standard, agreement, windows.get(asked.id, []))
        for text, asked, standard, agreement in rows
    ]


def _windows(session: Session, consultations: list[int]) -> dict[int, list[tuple[RegionWindow, Region]]]:
    query = sa.select(RegionWindow, Region).join(Region, Region.code == RegionWindow.region_code)
    query = query.where(RegionWindow.consultation_id.in_(consultations)).order_by(RegionWindow.region_code)
    found: dict[int, list[tuple[RegionWindow, Region]]] = {}
    for window, place in session.execute(query):
        found.setdefault(window.consultation_id, []).append((window, place))
    return found


def text_of(session: Session, asked: Asked) -> tuple[Version, Text]:
    """The frozen text that the public is asked about."""
    version = session.get_one(Version, asked.consultation.version_id)
    return version, manuscript.load(session, version)


def answers(session: Session, asked: Asked, page: int = 1) -> Answers:
    """The published answers of a consultation, the oldest comment first."""
    mine = (Comment.consultation_id == asked.consultation.id, Comment.published_at.is_not(None))
    total = session.scalar(sa.select(sa.func.count(Comment.id)).where(*mine)) or 0
    query = sa.select(Comment).where(*mine).order_by(Comment.id).limit(PAGE).offset((page - 1) * PAGE)
    return Answers(total, list(session.scalars(query)))


def fate(session: Session, receipt: str) -> Fate | None:
    """A comment by its receipt number; whoever has the number may read its fate."""
    if not 0 < len(receipt) <= LONGEST:
        return None
    return next(iter(_fates(session, Comment.receipt == receipt)), None)


def fates(session: Session, comments: list[int]) -> list[Fate]:
    """What became of these comments, in the order in which they came."""
    return _fates(session, Comment.id.in_(comments))


def _fates(session: Session, which: sa.ColumnElement[bool]) -> list[Fate]:
    into = aliased(Comment)
    query = sa.select(Comment, Standard, into, AnswerMark.satisfaction, Version)
    query = query.outerjoin(Consultation, Consultation.id == Comment.consultation_id)
    query = query.outerjoin(Version, Version.id == Consultation.version_id)
    query = query.join(Standard, Standard.id == Comment.standard_id).outerjoin(into, into.id == Comment.into_id)
    query = query.outerjoin(AnswerMark, AnswerMark.comment_id == Comment.id).where(which).order_by(Comment.id)
    rows = session.execute(query).all()
    return [
        Fate(Titled.of(text) if text else standard, comment, standard, parent, said)
        for comment, standard, parent, said, text in rows
    ]
