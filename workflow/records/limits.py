"""Limits on clauses: what a named person said of each, and comparisons of two texts with what was settled of each line.

A comparison is referred to by its id and `sha256`, the hash of all that was proposed; what people settle is told apart.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.text.limits.relating import Relation
from workflow.vocabulary import LimitVerdict


class LimitJudgement(Record):
    """That somebody confirmed, stated anew or rejected one limit of a clause; the last one of a `key` holds, as long as
    the `substance` is what it was: the kind and words of the clause. `limit` is none where it was rejected.
    """

    __tablename__ = "limit_judgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    substance: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str] = mapped_column(sa.String(16))
    verdict: Mapped[LimitVerdict] = mapped_column(words_of(LimitVerdict))
    limit: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class Comparison(Record):
    """One of our texts beside another of ours, or beside one brought from outside (`theirs_text`: its JSON form)."""

    __tablename__ = "comparisons"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    ours_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    theirs_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    theirs_number: Mapped[str] = mapped_column(sa.String(120))
    theirs_title: Mapped[str] = mapped_column(sa.String(300))
    theirs_text: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    ours_hash: Mapped[str] = mapped_column(sa.String(64))
    theirs_hash: Mapped[str] = mapped_column(sa.String(64))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class ComparisonLine(Record):
    """Two clauses, or two of their limits, side by side; either may be none. `proposed` is none where neither sets
    a limit; `settled` is what a person says of it, `notes` why.
    """

    __tablename__ = "comparison_lines"

    comparison_id: Mapped[int] = mapped_column(sa.ForeignKey("comparisons.id"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    our_clause: Mapped[str | None] = mapped_column(sa.String(32))
    their_clause: Mapped[str | None] = mapped_column(sa.String(32))
    our_limit: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    their_limit: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    proposed: Mapped[Relation | None] = mapped_column(words_of(Relation))
    settled: Mapped[Relation | None] = mapped_column(words_of(Relation, is_checked=False))
    notes: Mapped[str] = mapped_column(sa.Text)
    settled_region: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    settled_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    settled_at: Mapped[datetime | None]
