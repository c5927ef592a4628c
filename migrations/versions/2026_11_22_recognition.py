"""Lists of mutual recognition."""

revision = "recognition"
down_revision = "entries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
