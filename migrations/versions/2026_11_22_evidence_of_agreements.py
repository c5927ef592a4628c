"""Columns that nothing wrote a word into and nothing read are gone: what is not told by any event is not kept."""

import sqlalchemy as sa
from alembic import op

revision = "evidence_of_agreements"
down_revision = "second_track"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("duties", "clause_id")
    op.drop_column("duties", "figures")
    op.drop_column("demands", "clause_id")
    op.drop_column("releases", "own_dates")


def downgrade() -> None:
    op.add_column("releases", sa.Column("own_dates", sa.JSON(none_as_null=True), nullable=False, server_default="{}"))
    op.add_column("demands", sa.Column("clause_id", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("duties", sa.Column("figures", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("duties", sa.Column("clause_id", sa.String(length=32), nullable=False, server_default=""))
