"""Feedback on a released standard answers no consultation."""

from alembic import op

revision = "feedback_apart"
down_revision = "portal"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE comments SET consultation_id = NULL WHERE kind = 'feedback'")


def downgrade() -> None:
    """Which consultation was the last one is told by the consultations; nobody asks feedback for it."""
