"""The append-only logs: their heads, leaves, openings of what is personal, and signed checkpoints."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record

SECRET: Final = frozenset({"receipt"})  # whoever holds it may act by it: committed to, and its opening shown to nobody


class Log(Record):
    """One RFC 6962 log: an agreement's of one Beijing year, or the installation's (no agreement). The head is
    locked last.
    """

    __tablename__ = "logs"

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(unique=True)
    agreement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agreements.id"))
    year: Mapped[int]
    part: Mapped[int] = mapped_column(default=1, server_default="1")  # above 1 only after a restore that lost acts
    size: Mapped[int] = mapped_column(default=0)
    frontier: Mapped[bytes]
    last_at: Mapped[datetime | None]
    __table_args__ = (sa.UniqueConstraint("agreement_id", "year", "part", name="uq_logs_agreement_id_year_part"),)


class Event(Record):
    """One leaf: `leaf` are the exact bytes that are hashed; the other columns repeat them for search and are
    checked.
    """

    __tablename__ = "events"

    log_id: Mapped[int] = mapped_column(sa.ForeignKey("logs.id"), primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    leaf: Mapped[bytes]
    leaf_hash: Mapped[bytes]
    noun: Mapped[str] = mapped_column(sa.String(32))
    object_id: Mapped[int]
    sequence: Mapped[int]
    act: Mapped[str] = mapped_column(sa.String(64))
    person_id: Mapped[int | None] = mapped_column(index=True)
    region_code: Mapped[str | None] = mapped_column(sa.String(6), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (
        sa.UniqueConstraint("noun", "object_id", "sequence"),
        sa.CheckConstraint("length(leaf_hash) = 32", name="hash_length"),
    )


class Opening(Record):
    """The value behind a salted commitment of a leaf; may be deleted, the leaf stays."""

    __tablename__ = "openings"

    log_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(sa.String(48), primary_key=True)
    salt: Mapped[bytes]
    value: Mapped[bytes]
    __table_args__ = (sa.ForeignKeyConstraint(["log_id", "index"], ["events.log_id", "events.index"]),)


class Checkpoint(Record):
    """A signed head of a log in C2SP bytes."""

    __tablename__ = "checkpoints"

    log_id: Mapped[int] = mapped_column(sa.ForeignKey("logs.id"), primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[bytes]
    note: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime]


class FrozenLog(Record):
    """A log of which two stories are signed: nothing more is written to it. The way on is a part of its own."""

    __tablename__ = "frozen_logs"

    log_id: Mapped[int] = mapped_column(sa.ForeignKey("logs.id"), primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    why: Mapped[str] = mapped_column(sa.String(32))  # forked: a region showed both; refused: our own signer did
