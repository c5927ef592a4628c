"""Projects alike elsewhere, and what was said of each."""

revision = "standstill"
down_revision = "clause_limits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
