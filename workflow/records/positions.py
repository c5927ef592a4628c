"""Positions 立场 of offices at gates; rows that are never changed, the latest of an office in the round counts."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Purpose, Role, Stand


class Position(Record):
    """What one office said at one gate, on which text, and at a gate of review of which outcome."""

    __tablename__ = "positions"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    purpose: Mapped[Purpose] = mapped_column(words_of(Purpose))
    round: Mapped[int]
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    role: Mapped[Role] = mapped_column(words_of(Role))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    stand: Mapped[Stand] = mapped_column(words_of(Stand))
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    text_hash: Mapped[str | None] = mapped_column(sa.String(64))
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    clauses: Mapped[list[str]]
    outcome: Mapped[str | None] = mapped_column(sa.String(32))
    lift: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]
