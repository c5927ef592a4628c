"""What an agreement holds from its start stands in its log."""

revision = "evidence_of_agreements"
down_revision = "second_track"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
