"""A text of elements and blocks: what a clause holds beside its words, and the desk where it is written."""

revision = "structured_text"
down_revision = "loose_ends"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
