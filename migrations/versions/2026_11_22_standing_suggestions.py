"""Suggestions of people without the pen, and of imported files."""

import sqlalchemy as sa
from alembic import op

revision = "standing_suggestions"
down_revision = "clause_talk"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
PERSONS, WORDS = ("person_id", "decided_by"), ("seen", "base", "words", "reason", "author", "answer", "saved_words")


def _points(column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_clause_suggestions_{column}"))


def upgrade() -> None:
    op.create_table(
        "clause_suggestions",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("clause_id", sa.String(32), nullable=False),
        sa.Column("clause_label", sa.Text(), nullable=False),
        sa.Column("is_title", sa.Boolean(), nullable=False),
        sa.Column("offset", ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WORDS),
        *(sa.Column(name, ID, nullable=True) for name in PERSONS),
        sa.Column("written_at", sa.String(40), nullable=False),
        sa.Column("at", HOUR, nullable=False),
        sa.Column("decided_at", HOUR, nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("version_id", ID, nullable=True),
        _points("standard_id", "standards.id"),
        *(_points(name, "persons.id") for name in PERSONS),
        _points("version_id", "versions.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_suggestions")),
    )
    op.create_index(op.f("ix_clause_suggestions_standard_id"), "clause_suggestions", ["standard_id"])
    op.execute(
        'INSERT INTO clause_suggestions (standard_id, clause_id, clause_label, is_title, seen, "offset", base, words,'
        " reason, person_id, author, written_at, at, decided_by, decided_at, is_accepted, answer, saved_words)"
        " SELECT standard_id, clause_id, '', is_title, base, 0, base, theirs, '', by, '', '', at, settled_by,"
        " settled_at, CASE WHEN settled_at IS NULL THEN NULL ELSE settled_words <> ours END, '', ''"
        " FROM desk_conflicts WHERE is_suggestion ORDER BY id"
    )
    op.execute("DELETE FROM desk_conflicts WHERE is_suggestion")
    op.drop_column("desk_conflicts", "is_suggestion")


def downgrade() -> None:
    op.add_column("desk_conflicts", sa.Column("is_suggestion", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "INSERT INTO desk_conflicts (standard_id, clause_id, is_title, is_weighty, is_suggestion, base, ours, theirs,"
        " by, at, settled_by, settled_at, settled_words) SELECT standard_id, clause_id, is_title, false, true, base,"
        " base, words, person_id, at, decided_by, decided_at, CASE WHEN is_accepted THEN words ELSE '' END"
        " FROM clause_suggestions ORDER BY id"
    )
    op.drop_table("clause_suggestions")
