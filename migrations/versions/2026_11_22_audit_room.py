"""The auditors' own room: readings, samples, findings and their answers."""

revision = "audit_room"
down_revision = "dossiers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
