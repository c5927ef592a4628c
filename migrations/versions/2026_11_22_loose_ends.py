"""What the other lives still lacked."""

revision = "loose_ends"
down_revision = "panels_by_region"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
