"""Replaceable templates of printed forms."""

revision = "printed_forms"
down_revision = "expert_bank"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
