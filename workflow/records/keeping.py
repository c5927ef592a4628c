"""What must be kept for the present, and what was asked to be erased."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import ErasureGround


class LegalHold(Record):
    """A standard of which nothing may be deleted, whatever its age, until the hold is lifted."""

    __tablename__ = "legal_holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    document: Mapped[str]  # the order of the court or authority that asks for it
    laid_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    laid_at: Mapped[datetime]
    lifted_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    lifted_at: Mapped[datetime | None]


class Erasure(Record):
    """One value behind a commitment that somebody asked to erase, and what a second person decided."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    log_id: Mapped[int] = mapped_column(sa.ForeignKey("logs.id"))
    index: Mapped[int]
    field: Mapped[str] = mapped_column(sa.String(48))
    ground: Mapped[ErasureGround] = mapped_column(words_of(ErasureGround))
    document: Mapped[str]
    asked_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None]
    is_done: Mapped[bool | None]  # none while it waits
