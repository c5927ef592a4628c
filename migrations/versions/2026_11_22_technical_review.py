"""Review meetings: their agenda, and who signed in when."""

import sqlalchemy as sa
from alembic import op

revision = "technical_review"
down_revision = "printed_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("panels", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    op.add_column("panel_members", sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("panel_members", "signed_in_at")
    op.drop_column("panels", "agenda")
