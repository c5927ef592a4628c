"""Deviations of regions and the shared term base."""

import sqlalchemy as sa
from alembic import op

revision = "shared_words"
down_revision = "checked_text"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)


def _points(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "deviation_confirmations",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("clause_id", sa.String(32), nullable=False),
        sa.Column("deviation_id", sa.String(32), nullable=False),
        sa.Column("substance", sa.String(64), nullable=False),
        sa.Column("looked_at", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        _points("deviation_confirmations", "standard_id", "standards.id"),
        _points("deviation_confirmations", "region_code", "regions.code"),
        _points("deviation_confirmations", "person_id", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deviation_confirmations")),
    )
    op.create_index(op.f("ix_deviation_confirmations_standard_id"), "deviation_confirmations", ["standard_id"])
    op.create_table(
        "shared_words",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("term", "english")),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("proposed_at", HOUR, nullable=False),
        sa.Column("agreed_at", HOUR, nullable=True),
        sa.Column("ended_at", HOUR, nullable=True),
        _points("shared_words", "agreement_id", "agreements.id"),
        _points("shared_words", "region_code", "regions.code"),
        _points("shared_words", "person_id", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_words")),
    )
    op.create_index(op.f("ix_shared_words_agreement_id"), "shared_words", ["agreement_id"])
    op.create_table(
        "word_voices",
        sa.Column("word_id", ID, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        _points("word_voices", "word_id", "shared_words.id"),
        _points("word_voices", "region_code", "regions.code"),
        _points("word_voices", "person_id", "persons.id"),
        sa.PrimaryKeyConstraint("word_id", "region_code", name=op.f("pk_word_voices")),
    )


def downgrade() -> None:
    op.drop_table("word_voices")
    op.drop_table("shared_words")
    op.drop_table("deviation_confirmations")
