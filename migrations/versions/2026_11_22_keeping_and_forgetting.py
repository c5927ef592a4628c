"""How long things are kept, what is held, and what was erased."""

revision = "keeping_and_forgetting"
down_revision = "audit_room"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
