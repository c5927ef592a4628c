"""What regions do to carry a standard out."""

revision = "implementation"
down_revision = "recognition"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
