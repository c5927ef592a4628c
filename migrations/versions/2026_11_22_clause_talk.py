"""Threads beside clauses, inside the project."""

import sqlalchemy as sa
from alembic import op

revision = "clause_talk"
down_revision = "shared_clauses"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
ACTS = ("said", "assigned", "resolved", "reopened")


def _points(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "clause_threads",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("clause_id", sa.String(32), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("clause_label", "quote")),
        sa.Column("assigned_to", ID, nullable=True),
        sa.Column("resolved_at", HOUR, nullable=True),
        sa.Column("last_at", HOUR, nullable=False),
        _points("clause_threads", "standard_id", "standards.id"),
        _points("clause_threads", "assigned_to", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_threads")),
    )
    for column in ("standard_id", "assigned_to"):
        op.create_index(op.f(f"ix_clause_threads_{column}"), "clause_threads", [column])
    op.create_table(
        "clause_remarks",
        sa.Column("id", ID, nullable=False),
        sa.Column("thread_id", ID, nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("person_to", ID, nullable=True),
        sa.Column("at", HOUR, nullable=False),
        sa.CheckConstraint(f"act IN {ACTS}", name=op.f("ck_clause_remarks_is_threadact")),
        _points("clause_remarks", "thread_id", "clause_threads.id"),
        _points("clause_remarks", "person_id", "persons.id"),
        _points("clause_remarks", "person_to", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_remarks")),
    )
    op.create_index(op.f("ix_clause_remarks_thread_id"), "clause_remarks", ["thread_id"])
    op.create_table(
        "clause_calls",
        sa.Column("remark_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("heard_at", HOUR, nullable=True),
        sa.Column("told_at", HOUR, nullable=True),
        _points("clause_calls", "remark_id", "clause_remarks.id"),
        _points("clause_calls", "person_id", "persons.id"),
        sa.PrimaryKeyConstraint("remark_id", "person_id", name=op.f("pk_clause_calls")),
    )
    op.create_index(op.f("ix_clause_calls_person_id"), "clause_calls", ["person_id"])


def downgrade() -> None:
    for table in ("clause_calls", "clause_remarks", "clause_threads"):
        op.drop_table(table)
