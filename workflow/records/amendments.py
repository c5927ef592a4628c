"""Amendments 修改单 of a standard in force, and what each region posted and confirmed for one."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import AmendmentKind, AmendmentState


class Amendment(Record):
    """New words for a few clauses of the text `base_id`: `items` gives clause id → words. `version_id` is the whole
    text with them, frozen; `number` counts those in effect, so that one that came to nothing gives its number back.
    """

    __tablename__ = "amendments"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    number: Mapped[int]
    kind: Mapped[AmendmentKind] = mapped_column(words_of(AmendmentKind))
    state: Mapped[AmendmentState] = mapped_column(words_of(AmendmentState))
    since: Mapped[datetime]
    items: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(sa.Text)
    base_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    proposed_region: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    days: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    closes_on: Mapped[date | None]
    instant: Mapped[datetime | None]
    effective_on: Mapped[date | None]
    scheduled_at: Mapped[datetime | None]
    sealed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    late_seconds: Mapped[int | None]


class AmendmentPart(Record):
    """One region's part in an amendment: where it posted it, by which document it announces it."""

    __tablename__ = "amendment_parts"

    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendments.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    address: Mapped[str] = mapped_column(default="")
    posted_on: Mapped[date | None]
    document_number: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None]
