"""What the public says beside a text: suggestions of projects 立项建议, and whether an answer satisfied who asked."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import CommentState, Disposition, Satisfaction


class Suggestion(Record):
    """A project that somebody suggests to the regions of an agreement; its receipt number tells its fate."""

    __tablename__ = "suggestions"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    state: Mapped[CommentState] = mapped_column(words_of(CommentState))
    receipt: Mapped[str] = mapped_column(sa.String(32), unique=True)
    title: Mapped[str]
    need: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str]
    contact: Mapped[str]
    received_at: Mapped[datetime]
    disposition: Mapped[Disposition | None] = mapped_column(words_of(Disposition))
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    answered_region: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    answered_at: Mapped[datetime | None]


class AnswerMark(Record):
    """What who commented says of the answer; said anew, the last word counts."""

    __tablename__ = "answer_marks"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comments.id"), primary_key=True, autoincrement=False)
    satisfaction: Mapped[Satisfaction] = mapped_column(words_of(Satisfaction))
    marked_at: Mapped[datetime]
