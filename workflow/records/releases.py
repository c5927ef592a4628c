"""Release attempts: one instant for all regions, and what each region confirms before it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class Release(Record):
    """An attempt at joint release; its year is the year of the number."""

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    attempt: Mapped[int]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    instant: Mapped[datetime]
    effective_on: Mapped[date]
    cover_order: Mapped[list[str]]
    scheduled_at: Mapped[datetime]
    sealed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    late_seconds: Mapped[int | None]
    __table_args__ = (sa.UniqueConstraint("standard_id", "attempt"),)


class Announcement(Record):
    """One region's announcement 发布公告 and cover of a release attempt; `effective_on` is a day of its own."""

    __tablename__ = "announcements"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("releases.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    document_number: Mapped[str]
    issuer: Mapped[str]
    proposer: Mapped[str] = mapped_column(default="")
    replaces: Mapped[str] = mapped_column(default="")
    filing_owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organs.id"))
    effective_on: Mapped[date | None]
    confirmed_at: Mapped[datetime]
    __table_args__ = (sa.UniqueConstraint("release_id", "region_code"),)
