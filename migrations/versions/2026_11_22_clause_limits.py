"""Limits that clauses set: quantity, operator, value, unit."""

revision = "clause_limits"
down_revision = "searching"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
