"""Windows, addressees and attachments of a public consultation."""

revision = "public_consultation"
down_revision = "explanation_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
