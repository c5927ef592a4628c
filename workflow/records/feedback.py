"""What the public says of a released standard, on its way into the next revision."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class FeedbackMark(Record):
    """By the people of the released standard a comment is marked for its next revision; by those of the revision
    (`standard_id`) it is marked as taken up.
    """

    __tablename__ = "feedback_marks"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comments.id"), primary_key=True, autoincrement=False)
    standard_id: Mapped[int] = mapped_column(
        sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False, index=True
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
