"""The keys with which regions cosign the logs of their agreement, what they signed with them, and reports of a log that
told two stories.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import KeyKind


class RegionKey(Record):
    """A region's public key, as a C2SP vkey of the cosigning type. Once ended it is never in force again."""

    __tablename__ = "region_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    kind: Mapped[KeyKind] = mapped_column(words_of(KeyKind))
    vkey: Mapped[str] = mapped_column(sa.String(300))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CosignatureLine(Record):
    """A line that held when it came: over which head, by which key, and the time the line itself tells. A head that
    stays the newest is cosigned again, which shows that nobody saw a longer one.
    """

    __tablename__ = "cosignatures"

    log_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key_id: Mapped[int] = mapped_column(sa.ForeignKey("region_keys.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(sa.Text)
    received_at: Mapped[datetime]
    __table_args__ = (sa.ForeignKeyConstraint(["log_id", "size"], ["checkpoints.log_id", "checkpoints.size"]),)


class Dispute(Record):
    """Evidence against a log, word for word as a region's key signed it: a head that is not ours, or a report of what a
    mirror found. Kept for ever, judged by people.
    """

    __tablename__ = "disputes"

    id: Mapped[int] = mapped_column(primary_key=True)
    log_id: Mapped[int] = mapped_column(sa.ForeignKey("logs.id"), index=True)
    key_id: Mapped[int] = mapped_column(sa.ForeignKey("region_keys.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    note: Mapped[str] = mapped_column(sa.Text)
    is_fork: Mapped[bool]
    received_at: Mapped[datetime]
    __table_args__ = (sa.UniqueConstraint("log_id", "sha256"),)
