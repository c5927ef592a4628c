"""Versions of the text: an immutable tree of clauses each; a clause's words are stored once per hash."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import TextPurpose


class Version(Record):
    """One version of a standard's text; `digest` gives clause id → hash, so that a position can be judged
    without the words.
    """

    __tablename__ = "versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"))
    number: Mapped[int]
    purpose: Mapped[TextPurpose] = mapped_column(words_of(TextPurpose))
    base_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    made_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    text_hash: Mapped[str] = mapped_column(sa.String(64), index=True)
    meta_hash: Mapped[str] = mapped_column(sa.String(64))
    meta: Mapped[dict[str, Any]]
    digest: Mapped[dict[str, Any]]
    __table_args__ = (sa.UniqueConstraint("standard_id", "number"),)


class Words(Record):
    """The words of a clause, once per hash."""

    __tablename__ = "words"

    hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)


class VersionClause(Record):
    """A clause in its place within one version."""

    __tablename__ = "version_clauses"

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    parent: Mapped[str | None] = mapped_column(sa.String(32))
    level: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(24))
    number: Mapped[str] = mapped_column(sa.String(32))
    words_hash: Mapped[str] = mapped_column(sa.ForeignKey("words.hash"))
    hash: Mapped[str] = mapped_column(sa.String(64))
    regions: Mapped[list[str]]
