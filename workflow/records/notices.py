"""Notices 通报 between regions, the outbox that carries them, and timers that wake the process."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Notice


class RegionNotice(Record):
    """One notice to one region of what was done: written with the act, delivered by the worker, read by a person, and
    where the row owes a receipt 签收 acknowledged by the region's authority.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    audience: Mapped[str] = mapped_column(sa.String(24))
    step: Mapped[str] = mapped_column(sa.String(64))
    actor_region: Mapped[str | None] = mapped_column(sa.String(6))
    facts: Mapped[dict[str, Any]]
    state: Mapped[Notice] = mapped_column(words_of(Notice))
    queued_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    read_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    owes_receipt: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    __table_args__ = (
        sa.Index("ix_notices_region_state", "region_code", "state"),
        sa.Index("ix_notices_state_id", "state", "id"),
        sa.Index(
            "ix_notices_owed",
            "region_code",
            sqlite_where=sa.text("owes_receipt = 1 AND acknowledged_at IS NULL"),
            postgresql_where=sa.text("owes_receipt AND acknowledged_at IS NULL"),
        ),
    )


class Timer(Record):
    """An instant at which the process of one standard must be looked at again; fires once."""

    __tablename__ = "timers"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"))
    name: Mapped[str] = mapped_column(sa.String(32))
    due_at: Mapped[datetime]
    fired_at: Mapped[datetime | None]
    __table_args__ = (
        sa.UniqueConstraint("standard_id", "name", "due_at"),
        sa.Index("ix_timers_fired_due", "fired_at", "due_at"),
    )


class Beat(Record):
    """When a worker last ran; readiness looks at it."""

    __tablename__ = "beats"

    name: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    at: Mapped[datetime]
