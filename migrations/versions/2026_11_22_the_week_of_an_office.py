"""Delegations, paper acts, corrections, calendars."""

revision = "the_week_of_an_office"
down_revision = "messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
