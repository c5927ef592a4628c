"""The drafting explanation is written part by part beside the text."""

revision = "explanation_parts"
down_revision = "standing_suggestions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
