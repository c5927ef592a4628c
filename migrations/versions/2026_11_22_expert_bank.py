"""Experts of a shared bank, their draw and their avoidance."""

revision = "expert_bank"
down_revision = "comment_ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
