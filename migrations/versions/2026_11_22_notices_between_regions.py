"""Letters between regions before they are sent, and what a person watches."""

revision = "notices_between_regions"
down_revision = "standstill"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
