"""Dossiers that were sealed, and what they cover."""

revision = "dossiers"
down_revision = "cosigned_release"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
