"""The register of a band: serials 标准顺序号 and the numbers that regions carry."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Number


class Serial(Record):
    """A serial of an agreement's band once it left `free`; it never returns and serves one lineage only:
    a revision keeps it, and the row passes to the successor when that takes the predecessor's place.
    """

    __tablename__ = "serials"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"))
    serial: Mapped[int]
    part: Mapped[int] = mapped_column(default=0)
    state: Mapped[Number] = mapped_column(words_of(Number))
    lineage: Mapped[str] = mapped_column(sa.String(32), index=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    reserved_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    reserved_region: Mapped[str | None] = mapped_column(sa.String(6))
    reserved_at: Mapped[datetime]
    confirmed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    confirmed_at: Mapped[datetime | None]
    void_asked_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    void_asked_region: Mapped[str | None] = mapped_column(sa.String(6))
    void_asked_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    exceptions: Mapped[dict[str, Any] | None]
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "serial", "part"),
        sa.CheckConstraint("confirmed_by IS NULL OR confirmed_by <> reserved_by", name="second_keeper"),
    )


class RegionNumber(Record):
    """The number of one region's edition, written at release: DB11/T 3901—2026; that of an association is one and the
    same for every region that endorses it."""

    __tablename__ = "region_numbers"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    key: Mapped[str] = mapped_column(sa.String(48))
    display: Mapped[str] = mapped_column(sa.String(48))
    is_exception: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (sa.UniqueConstraint("standard_id", "region_code"), sa.UniqueConstraint("key", "region_code"))
