"""Review meetings: their agenda, who signed in when, and which comments are remarks of a panel."""

import sqlalchemy as sa
from alembic import op

revision = "technical_review"
down_revision = "printed_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("panels", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    op.add_column("panel_members", sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))
    panel = sa.Column("panel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    with op.batch_alter_table("comments") as comments:
        comments.add_column(panel)
        comments.create_foreign_key(op.f("fk_comments_panel_id"), "panels", ["panel_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("comments") as comments:
        comments.drop_constraint(op.f("fk_comments_panel_id"), type_="foreignkey")
        comments.drop_column("panel_id")
    op.drop_column("panel_members", "signed_in_at")
    op.drop_column("panels", "agenda")
