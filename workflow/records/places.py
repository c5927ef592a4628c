"""Regions of GB/T 2260 and the organs that act in them."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import OrganKind


class Region(Record):
    """A province, municipality or city 地区, known by its six-digit code."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(sa.String(6), primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    short: Mapped[str] = mapped_column(sa.String(8))
    level: Mapped[str] = mapped_column(sa.String(32))
    parent_code: Mapped[str | None] = mapped_column(sa.String(6))
    db_prefix: Mapped[str] = mapped_column(sa.String(8))
    source: Mapped[str]
    confidence: Mapped[str] = mapped_column(sa.String(16))


class Organ(Record):
    """A body 单位: the authority of a region, a department (an X of 3+X), a drafting unit, a committee …"""

    __tablename__ = "organs"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    kind: Mapped[OrganKind] = mapped_column(words_of(OrganKind))
    name_zh: Mapped[str]
    name_en: Mapped[str]
    __table_args__ = (sa.UniqueConstraint("region_code", "name_zh"),)
