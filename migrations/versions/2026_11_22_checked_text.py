"""Findings of the checker that somebody answers for, and the catalogue of cited documents."""

revision = "checked_text"
down_revision = "structured_text"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
