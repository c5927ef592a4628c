"""Review meetings: notice, agenda, sign-in, minutes."""

revision = "technical_review"
down_revision = "printed_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
