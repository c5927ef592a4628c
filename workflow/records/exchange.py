"""Packages 交换包 between installations: those made for partners here, and copies of what partners made."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class Package(Record):
    """One package made of a standard for a partner region; `sha256` is that of its manifest, told by the event at its
    place in the log. `content` goes where something that it holds is erased; the numbers go on.
    """

    __tablename__ = "packages"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    previous: Mapped[str | None] = mapped_column(sa.String(64))
    reach: Mapped[dict[str, Any]]
    maker_region: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    seat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointments.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    log_id: Mapped[int]
    index: Mapped[int]
    at: Mapped[datetime]
    content: Mapped[bytes | None]
    __table_args__ = (
        sa.UniqueConstraint("standard_id", "region_code", "number", name="uq_packages_number"),
        sa.UniqueConstraint("log_id", "index", name="uq_packages_log_id_index"),
    )


class PartnerKey(Record):
    """A key of a partner's installation, entered by an administrator who compared its fingerprint."""

    __tablename__ = "partner_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner: Mapped[str] = mapped_column(sa.String(60), index=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64), unique=True)
    vkey: Mapped[str]
    registered_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    registered_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    ended_at: Mapped[datetime | None]


class PartnerCopy(Record):
    """A partner's project as the newest package tells it; `heads` are the heads that were proved, by log."""

    __tablename__ = "partner_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner: Mapped[str] = mapped_column(sa.String(60))
    project: Mapped[str] = mapped_column(sa.String(200))
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    title_zh: Mapped[str]
    title_en: Mapped[str]
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    heads: Mapped[dict[str, Any]]
    as_of: Mapped[datetime]
    taken_at: Mapped[datetime]
    __table_args__ = (sa.UniqueConstraint("partner", "project", "region_code", name="uq_partner_copies_project"),)


class PartnerPackage(Record):
    """One package that was taken, as it came."""

    __tablename__ = "partner_packages"

    id: Mapped[int] = mapped_column(primary_key=True)
    copy_id: Mapped[int] = mapped_column(sa.ForeignKey("partner_copies.id"))
    key_id: Mapped[int] = mapped_column(sa.ForeignKey("partner_keys.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    as_of: Mapped[datetime]
    taken_at: Mapped[datetime]
    taken_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    content: Mapped[bytes]
    __table_args__ = (sa.UniqueConstraint("copy_id", "number", name="uq_partner_packages_number"),)
