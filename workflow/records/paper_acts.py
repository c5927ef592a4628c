"""Acts that were done on paper 补录: entered by one person of the region, taken once a second has confirmed them."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import PaperActState


class PaperAct(Record):
    """What was signed on paper, by whom and when, with its scan, and who entered and confirmed it."""

    __tablename__ = "paper_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    step: Mapped[str] = mapped_column(sa.String(64))
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))  # of the person who signed the paper
    answers: Mapped[dict[str, Any]]
    done_on: Mapped[date]
    scan: Mapped[str] = mapped_column(sa.ForeignKey("files.sha256"))
    state: Mapped[PaperActState] = mapped_column(words_of(PaperActState))
    entered_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    entered_at: Mapped[datetime]
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    closed_at: Mapped[datetime | None]
    __table_args__ = (sa.CheckConstraint("closed_by IS NULL OR closed_by <> entered_by", name="two_hands"),)
