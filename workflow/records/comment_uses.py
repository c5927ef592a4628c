"""What became of comments: the words that a version took from one, and a region's handing over of its own."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class CommentUse(Record):
    """What one version changed in a clause because of a comment; an empty `after` only names the comment."""

    __tablename__ = "comment_uses"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comments.id"), primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(
        sa.ForeignKey("versions.id"), primary_key=True, autoincrement=False, index=True
    )
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    before: Mapped[str] = mapped_column(sa.Text)
    after: Mapped[str] = mapped_column(sa.Text)


class CommentHandover(Record):
    """A region hands the comments that came through its window to the common ledger, once per consultation."""

    __tablename__ = "comment_handovers"

    consultation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("consultations.id"), primary_key=True, autoincrement=False
    )
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    handed_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    handed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(sa.Text, default="")
