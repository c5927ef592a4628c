"""Read-only copies of partners' projects, and catalogues that were imported."""

revision = "partner_copies"
down_revision = "notices_between_regions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
