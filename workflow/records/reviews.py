"""Reviews 复审: each round with why it was opened, what the regions said, and how it was concluded."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import ReviewStand, ReviewTrigger


class Review(Record):
    """One round of review; while it is open the regions' words stand on their tracks."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    round: Mapped[int]
    trigger: Mapped[ReviewTrigger] = mapped_column(words_of(ReviewTrigger))
    opened_at: Mapped[datetime]
    concluded_at: Mapped[datetime | None]
    outcome: Mapped[ReviewStand | None] = mapped_column(words_of(ReviewStand))
    stands: Mapped[dict[str, Any] | None]
    __table_args__ = (sa.UniqueConstraint("standard_id", "round"),)
