"""The working copy beside the versions: words that the drafting group is writing, how they came about, and by whom."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class DeskClause(Record):
    """A clause as it stands on the desk; one that has no row stands as in the newest version. `base_id` is the version
    whose words these go on from.
    """

    __tablename__ = "desk_clauses"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    clause_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    revision: Mapped[int]
    title: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    base_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    edited_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    edited_at: Mapped[datetime]


class DeskEdit(Record):
    """Words that were sent, or that a merge made; revisions count through the standard. `stood` are those that became
    the words of the desk. `key` is the sender's own name of what was sent, `after` the keys it was written after.
    """

    __tablename__ = "desk_edits"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    title: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    stood: Mapped[bool]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(sa.String(64))
    after: Mapped[str] = mapped_column(sa.Text, default="")
    __table_args__ = (
        sa.UniqueConstraint("standard_id", "key"),
        sa.Index("ix_desk_edits_clause", "standard_id", "clause_id"),
    )


class DeskConflict(Record):
    """A sentence that two people changed, or (`weighty`) a number, unit or modal verb that one changed beside another's
    work: what stood there, what stands there now, what else was written, and who settled it.
    """

    __tablename__ = "desk_conflicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    is_title: Mapped[bool]
    is_weighty: Mapped[bool]
    base: Mapped[str] = mapped_column(sa.Text)
    ours: Mapped[str] = mapped_column(sa.Text)
    theirs: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    against: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    settled_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    settled_at: Mapped[datetime | None]
    settled_words: Mapped[str] = mapped_column(sa.Text, default="")


class DeskPresence(Record):
    """Who is at which clause, and until when that was last heard."""

    __tablename__ = "desk_presence"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    since: Mapped[datetime]
    beat_at: Mapped[datetime]


class DeskVisit(Record):
    """Up to which revision a person has looked at the desk."""

    __tablename__ = "desk_visits"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    revision: Mapped[int]
    at: Mapped[datetime]
