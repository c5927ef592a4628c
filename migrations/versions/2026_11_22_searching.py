"""Words of numbers, titles and texts, for the search of the portal."""

revision = "searching"
down_revision = "open_dossiers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
