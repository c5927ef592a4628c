"""Suggestions of people without the pen, and of imported files."""

revision = "standing_suggestions"
down_revision = "clause_talk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
