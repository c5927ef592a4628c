"""Second factors of a person, and what a browser's key said of a statement."""

revision = "second_factors"
down_revision = "keeping_and_forgetting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
