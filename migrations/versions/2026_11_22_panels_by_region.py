"""A panel may be held by each region for itself."""

revision = "panels_by_region"
down_revision = "evidence_of_agreements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
