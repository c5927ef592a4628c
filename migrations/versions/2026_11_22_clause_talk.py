"""Threads beside clauses, inside the project."""

revision = "clause_talk"
down_revision = "shared_clauses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
