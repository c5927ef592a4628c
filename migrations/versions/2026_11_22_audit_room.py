"""The auditors' own room: readings, samples, findings and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "audit_room"
down_revision = "dossiers"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
TABLES = ("audit_readings", "audit_samples", "audit_sample_items", "audit_findings", "audit_finding_turns")


def _points(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_{table}_{column}"))


def _among(table: str, name: str, column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def _readings() -> None:
    op.create_table(
        "audit_readings",
        sa.Column("id", ID, nullable=False),
        sa.Column("seat_id", ID, nullable=False),
        sa.Column("sitting", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("target", sa.String(160), nullable=False),
        sa.Column("agreement_id", ID, nullable=True),
        sa.Column("of_region", sa.String(6), nullable=True),
        sa.Column("at", HOUR, nullable=False),
        _points("audit_readings", "seat_id", "appointments.id"),
        _points("audit_readings", "agreement_id", "agreements.id"),
        _points("audit_readings", "of_region", "regions.code"),
        _among("audit_readings", "is_reading", "kind", "personal", "project", "search"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_readings")),
        sa.UniqueConstraint("seat_id", "sitting", "kind", "target", name="uq_audit_readings_once"),
    )
    for column in ("agreement_id", "of_region", "at"):
        op.create_index(op.f(f"ix_audit_readings_{column}"), "audit_readings", [column])


def _samples() -> None:
    op.create_table(
        "audit_samples",
        sa.Column("id", ID, nullable=False),
        sa.Column("seat_id", ID, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("population", ID, nullable=False),
        sa.Column("population_sha256", sa.String(64), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("seed", sa.String(200), nullable=False),
        sa.Column("seed_words", sa.String(200), nullable=True),
        sa.Column("drawn_at", HOUR, nullable=False),
        _points("audit_samples", "seat_id", "appointments.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_samples")),
    )
    op.create_index(op.f("ix_audit_samples_drawn_at"), "audit_samples", ["drawn_at"])
    op.create_table(
        "audit_sample_items",
        *(sa.Column(name, ID, nullable=False) for name in ("sample_id", "place", "log_id", "index")),
        sa.Column("examined_by", ID, nullable=True),
        sa.Column("examined_at", HOUR, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _points("audit_sample_items", "sample_id", "audit_samples.id"),
        _points("audit_sample_items", "examined_by", "persons.id"),
        sa.ForeignKeyConstraint(["log_id", "index"], ["events.log_id", "events.index"]),
        sa.PrimaryKeyConstraint("sample_id", "place", name=op.f("pk_audit_sample_items")),
    )


def _findings() -> None:
    op.create_table(
        "audit_findings",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=True),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("event", sa.String(160), nullable=True),
        sa.Column("raised_region", sa.String(6), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        _points("audit_findings", "agreement_id", "agreements.id"),
        _points("audit_findings", "standard_id", "standards.id"),
        _points("audit_findings", "region_code", "regions.code"),
        _points("audit_findings", "raised_region", "regions.code"),
        _among("audit_findings", "is_severity", "severity", "remark", "minor", "major"),
        _among("audit_findings", "is_findingstate", "state", "asked", "answered", "closed", "withdrawn"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_findings")),
    )
    op.create_index(op.f("ix_audit_findings_agreement_id"), "audit_findings", ["agreement_id"])
    op.create_table(
        "audit_finding_turns",
        sa.Column("finding_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("seat_id", ID, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        _points("audit_finding_turns", "finding_id", "audit_findings.id"),
        _points("audit_finding_turns", "seat_id", "appointments.id"),
        sa.PrimaryKeyConstraint("finding_id", "number", name=op.f("pk_audit_finding_turns")),
    )


def upgrade() -> None:
    _readings()
    _samples()
    _findings()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
