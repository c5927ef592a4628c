"""Limits that clauses set: quantity, operator, value, unit; comparisons of two texts."""

import sqlalchemy as sa
from alembic import op

revision = "clause_limits"
down_revision = "searching"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
VERDICTS = ("confirmed", "stated", "rejected")
RELATIONS = ("stricter", "equal", "looser", "missing", "only_ours", "differs", "unclear")


def _points(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_{table}_{column}"))


def _among(table: str, name: str, column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def _judgements() -> None:
    op.create_table(
        "limit_judgements",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("clause_id", sa.String(32), nullable=False),
        sa.Column("substance", sa.String(64), nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("limit", sa.JSON(), nullable=True),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        _points("limit_judgements", "standard_id", "standards.id"),
        _points("limit_judgements", "region_code", "regions.code"),
        _points("limit_judgements", "person_id", "persons.id"),
        _among("limit_judgements", "is_limitverdict", "verdict", VERDICTS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_judgements")),
    )
    op.create_index(op.f("ix_limit_judgements_standard_id"), "limit_judgements", ["standard_id"])


def _comparisons() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("ours_id", ID, nullable=False),
        sa.Column("theirs_id", ID, nullable=True),
        sa.Column("theirs_number", sa.String(120), nullable=False),
        sa.Column("theirs_title", sa.String(300), nullable=False),
        sa.Column("theirs_text", sa.JSON(), nullable=True),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("ours_hash", "theirs_hash", "sha256")),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        _points("comparisons", "agreement_id", "agreements.id"),
        _points("comparisons", "ours_id", "versions.id"),
        _points("comparisons", "theirs_id", "versions.id"),
        _points("comparisons", "region_code", "regions.code"),
        _points("comparisons", "person_id", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparisons")),
    )
    op.create_index(op.f("ix_comparisons_agreement_id"), "comparisons", ["agreement_id"])


def _lines() -> None:
    op.create_table(
        "comparison_lines",
        sa.Column("comparison_id", ID, nullable=False),
        sa.Column("place", ID, nullable=False),
        *(sa.Column(name, sa.String(32), nullable=True) for name in ("our_clause", "their_clause")),
        *(sa.Column(name, sa.JSON(), nullable=True) for name in ("our_limit", "their_limit")),
        *(sa.Column(name, sa.String(32), nullable=True) for name in ("proposed", "settled")),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("settled_region", sa.String(6), nullable=True),
        sa.Column("settled_by", ID, nullable=True),
        sa.Column("settled_at", HOUR, nullable=True),
        _points("comparison_lines", "comparison_id", "comparisons.id"),
        _points("comparison_lines", "settled_region", "regions.code"),
        _points("comparison_lines", "settled_by", "persons.id"),
        _among("comparison_lines", "is_relation", "proposed", RELATIONS),
        sa.PrimaryKeyConstraint("comparison_id", "place", name=op.f("pk_comparison_lines")),
    )


def upgrade() -> None:
    _judgements()
    _comparisons()
    _lines()


def downgrade() -> None:
    op.drop_table("comparison_lines")
    op.drop_table("comparisons")
    op.drop_table("limit_judgements")
