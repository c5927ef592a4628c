"""A release that waits for the cosignatures of the regions' mirrors."""

revision = "cosigned_release"
down_revision = "region_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
