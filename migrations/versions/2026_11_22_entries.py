"""What regions keep together around the standards: lists, promises, registers, indicators, meetings, applications."""

revision = "entries"
down_revision = "partner_copies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
