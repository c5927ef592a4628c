"""Dossiers that were sealed, and what they cover."""

revision = "dossiers"
down_revision = "region_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
