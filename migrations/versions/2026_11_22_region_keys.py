"""The keys with which regions cosign, and the cosignatures that they gave."""

revision = "region_keys"
down_revision = "windows_at_home"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
