"""Deviations of regions and the shared term base."""

revision = "shared_words"
down_revision = "checked_text"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
