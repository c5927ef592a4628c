"""The auditors' room: what was read from it, samples that were drawn, findings with what was said of them in turn."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import FindingState, Reading, Severity


class AuditReading(Record):
    """Something closed that an auditor opened: once a sitting and thing. `target` names it, `of_region` and
    `agreement_id` say whose it is.
    """

    __tablename__ = "audit_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    sitting: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[Reading] = mapped_column(words_of(Reading))
    target: Mapped[str] = mapped_column(sa.String(160))
    agreement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    of_region: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (sa.UniqueConstraint("seat_id", "sitting", "kind", "target", name="uq_audit_readings_once"),)


class AuditSample(Record):
    """A sample of events: the filter and the heads that make the population, its hash, the seed, how many."""

    __tablename__ = "audit_samples"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    filters: Mapped[dict[str, Any]]
    heads: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON(none_as_null=True))
    population: Mapped[int]
    population_sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    seed: Mapped[str] = mapped_column(sa.String(200))
    seed_words: Mapped[str | None] = mapped_column(sa.String(200))  # where the seed comes of signed heads and words
    drawn_at: Mapped[datetime] = mapped_column(index=True)


class AuditSampleItem(Record):
    """One drawn event, and what who looked at it noted."""

    __tablename__ = "audit_sample_items"

    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_samples.id"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    log_id: Mapped[int]
    index: Mapped[int]
    examined_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    examined_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    __table_args__ = (sa.ForeignKeyConstraint(["log_id", "index"], ["events.log_id", "events.index"]),)


class AuditFinding(Record):
    """What an auditor holds against a region's work; `answer_by` is the last day of the answer that is owed."""

    __tablename__ = "audit_findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    standard_id: Mapped[int | None] = mapped_column(sa.ForeignKey("standards.id"))
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    severity: Mapped[Severity] = mapped_column(words_of(Severity))
    state: Mapped[FindingState] = mapped_column(words_of(FindingState))
    event: Mapped[str | None] = mapped_column(sa.String(160))
    raised_region: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    answer_by: Mapped[date]


class AuditFindingTurn(Record):
    """One word in the course of a finding: raised, answered, returned, accepted, withdrawn; never changed."""

    __tablename__ = "audit_finding_turns"

    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_findings.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(sa.String(64))
    words: Mapped[str] = mapped_column(sa.Text)
    file_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    at: Mapped[datetime]
