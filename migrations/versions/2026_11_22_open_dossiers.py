"""Public dossiers that were built once, and what is due by its retention class."""

revision = "open_dossiers"
down_revision = "catching_up"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
