"""Regions may share out the clauses they answer for, by a motion that all carry."""

revision = "shared_clauses"
down_revision = "shared_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
