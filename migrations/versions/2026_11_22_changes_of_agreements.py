"""Agreements, chains and terms are changed by proposal and confirmation."""

revision = "changes_of_agreements"
down_revision = "the_week_of_an_office"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
