"""What regions keep together around their standards: entries, every turn of their course, the word of regions on them,
and figures. What an entry of a kind holds is data (`workflow.kinds`); no kind has a table of its own.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import EntryState, Stand


class Entry(Record):
    """One entry as it stands: `fields` are those of its kind, `region_code` is whose it is (none: all regions'),
    `key` is what a file that is imported again knows it by. `due` is owed by its owner, `until` is its last day.
    """

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"))
    kind: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[EntryState] = mapped_column(words_of(EntryState))
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    key: Mapped[str | None] = mapped_column(sa.String(120))
    title: Mapped[str] = mapped_column(sa.String(300))
    fields: Mapped[dict[str, Any]]
    standard_id: Mapped[int | None] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("entries.id"), index=True)
    batch: Mapped[int | None]
    due: Mapped[date | None]
    until: Mapped[date | None]
    turns: Mapped[int]
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    __table_args__ = (
        sa.Index("ix_entries_kind", "kind", "agreement_id", "state"),
        sa.UniqueConstraint("agreement_id", "kind", "key", name="uq_entries_key"),
    )


class EntryTurn(Record):
    """One step in the course of an entry, and the entry as it stood after it (`view`); never changed."""

    __tablename__ = "entry_turns"

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entries.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[EntryState] = mapped_column(words_of(EntryState))
    view: Mapped[dict[str, Any]]
    words: Mapped[str] = mapped_column(sa.Text)
    file_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    seat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointments.id"))
    at: Mapped[datetime] = mapped_column(index=True)


class EntryVoice(Record):
    """What one region said of an entry, at one of its turns; the last one of a region holds, until its last day."""

    __tablename__ = "entry_voices"

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entries.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    stand: Mapped[Stand] = mapped_column(words_of(Stand))
    conditions: Mapped[str] = mapped_column(sa.Text, default="")
    exceptions: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    until: Mapped[date | None]
    seat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointments.id"))
    at: Mapped[datetime]


class EntryFigure(Record):
    """A figure told of an entry: of which region, of which day, and where it comes from. `value` is a decimal."""

    __tablename__ = "entry_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entries.id"), index=True)
    number: Mapped[int]
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    of_day: Mapped[date]
    value: Mapped[str] = mapped_column(sa.String(40))
    source: Mapped[str] = mapped_column(sa.String(300))
    file_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    seat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointments.id"))
    at: Mapped[datetime]
