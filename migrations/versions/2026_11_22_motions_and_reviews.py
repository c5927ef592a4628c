"""Motions, reviews, accession: the other lives of a standard."""

revision = "motions_and_reviews"
down_revision = "what_is_never_changed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
