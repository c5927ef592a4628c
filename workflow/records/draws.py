"""Draws of experts 随机抽取: what was frozen before any region gave its share, the shares, and what came of it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import DrawState


class Draw(Record):
    """One draw for one standard. `frozen` holds the candidates, the quotas and who was avoided and why; it is fixed,
    and its hash is in the log, before the first region commits.
    """

    __tablename__ = "draws"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    state: Mapped[DrawState] = mapped_column(words_of(DrawState))
    frozen: Mapped[dict[str, Any]]
    commit_by: Mapped[datetime]
    reveal_by: Mapped[datetime]
    called_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    called_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    seed: Mapped[str | None] = mapped_column(sa.String(64))
    drawn: Mapped[list[int] | None]
    reserves: Mapped[list[int] | None]
    silent: Mapped[list[str] | None]


class DrawShare(Record):
    """One region's share in the seed: first its hash, then the share itself."""

    __tablename__ = "draw_shares"

    draw_id: Mapped[int] = mapped_column(sa.ForeignKey("draws.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    commitment: Mapped[str] = mapped_column(sa.String(64))
    committed_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    committed_at: Mapped[datetime]
    share: Mapped[str | None]
    revealed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    revealed_at: Mapped[datetime | None]


class DrawReplacement(Record):
    """One who was drawn cannot come; the next reserve that keeps the quotas comes instead."""

    __tablename__ = "draw_replacements"

    draw_id: Mapped[int] = mapped_column(sa.ForeignKey("draws.id"), primary_key=True, autoincrement=False)
    gone_id: Mapped[int] = mapped_column(sa.ForeignKey("experts.id"), primary_key=True, autoincrement=False)
    came_id: Mapped[int | None] = mapped_column(sa.ForeignKey("experts.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
