"""Departments asked in one matrix."""

revision = "concurrence"
down_revision = "technical_review"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
