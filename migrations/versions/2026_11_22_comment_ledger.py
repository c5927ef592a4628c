"""Comments hang on words, and are consolidated and answered together."""

revision = "comment_ledger"
down_revision = "public_consultation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
