"""Timers and mail are held after a restore."""

revision = "operation"
down_revision = "changes_of_agreements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
