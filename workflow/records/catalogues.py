"""Catalogues of standards 标准目录 as regions list them: imported from files, each row with its provenance."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class CatalogueImport(Record):
    """One file that was imported: whose list, which file, under which licence."""

    __tablename__ = "catalogue_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    file_sha256: Mapped[str] = mapped_column(sa.String(64))
    licence: Mapped[str] = mapped_column(sa.String(200))
    made: Mapped[int]
    changed: Mapped[int]
    same: Mapped[int]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class CatalogueEntry(Record):
    """One standard of a region's list. `key` is that of its number, or of its title where no number is known;
    `printed` is the number as the file spells it."""

    __tablename__ = "catalogue_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    key: Mapped[str] = mapped_column(sa.String(120))
    number: Mapped[str] = mapped_column(sa.String(64), index=True)
    printed: Mapped[str] = mapped_column(sa.String(120))
    title_zh: Mapped[str] = mapped_column(sa.String(200))
    title_en: Mapped[str] = mapped_column(sa.String(300))
    state: Mapped[str] = mapped_column(sa.String(16))
    published_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    ics: Mapped[str] = mapped_column(sa.String(64))
    ccs: Mapped[str] = mapped_column(sa.String(64))
    issuer: Mapped[str] = mapped_column(sa.String(200))
    replaces: Mapped[str] = mapped_column(sa.String(200))
    others: Mapped[str] = mapped_column(sa.String(300))
    source: Mapped[str] = mapped_column(sa.String(300))
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("catalogue_imports.id"))
    line: Mapped[int]
    __table_args__ = (sa.UniqueConstraint("region_code", "key", name="uq_catalogue_entries_key"),)


class CatalogueMapping(Record):
    """Which column of a region's files means what, kept for the next file with the same heading."""

    __tablename__ = "catalogue_mappings"

    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    heading: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    columns: Mapped[dict[str, Any]]
