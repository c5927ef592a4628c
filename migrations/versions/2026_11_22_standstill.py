"""Projects alike elsewhere, and what was said of each."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "standstill"
down_revision = "clause_limits"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VERDICT = sa.Enum(
    "join", "different", "stop", name="is_alikeanswer", native_enum=False, create_constraint=True, length=32
)


def _to(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_{table}_{column}"))


def _pairs() -> list[sa.Column[Any]]:
    return [
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("other_region", sa.String(6), nullable=False),
        sa.Column("likeness", ID, nullable=False),
    ]


def _tied(table: str) -> list[sa.ForeignKeyConstraint]:
    places = {"standard_id": "standards.id", "other_id": "standards.id", "other_region": "regions.code"}
    return [_to(table, column, at) for column, at in places.items()]


def upgrade() -> None:
    op.create_table(
        "lookalikes",
        *_pairs(),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        *_tied("lookalikes"),
        sa.PrimaryKeyConstraint("standard_id", "other_id", name=op.f("pk_lookalikes")),
    )
    op.create_table(
        "looked_over",
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("looked_over", "standard_id", "standards.id"),
        sa.PrimaryKeyConstraint("standard_id", name=op.f("pk_looked_over")),
    )
    op.create_table(
        "standstill_alerts",
        sa.Column("id", ID, nullable=False),
        *_pairs(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_tied("standstill_alerts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standstill_alerts")),
    )
    _answers()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


INDEXES = (
    ("standstill_alerts", "standard_id"),
    ("standstill_alerts", "other_id"),
    ("standstill_answers", "standard_id"),
    ("standstill_answers", "alert_id"),
)


def _answers() -> None:
    op.create_table(
        "standstill_answers",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("alert_id", ID, nullable=False),
        sa.Column("verdict", VERDICT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("standstill_answers", "standard_id", "standards.id"),
        _to("standstill_answers", "alert_id", "standstill_alerts.id"),
        _to("standstill_answers", "region_code", "regions.code"),
        _to("standstill_answers", "person_id", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standstill_answers")),
    )


def downgrade() -> None:
    for table in ("standstill_answers", "standstill_alerts", "looked_over", "lookalikes"):
        op.drop_table(table)
