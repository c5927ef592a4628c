"""What the public reads."""

revision = "portal"
down_revision = "implementation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
