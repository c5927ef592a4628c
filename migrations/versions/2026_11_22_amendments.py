"""Amendments of a standard in force."""

revision = "amendments"
down_revision = "motions_and_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
