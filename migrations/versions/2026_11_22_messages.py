"""Mail, digests, acknowledgements."""

revision = "messages"
down_revision = "amendments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
