"""What the other lives still lacked: motions of the process itself, matters told as words, the outcome of a word."""

import sqlalchemy as sa
from alembic import op

revision = "loose_ends"
down_revision = "panels_by_region"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("motions") as motions:
        motions.alter_column("tabled_by", existing_type=NUMBER, nullable=True)
    op.add_column("duties", sa.Column("matter", sa.String(64), nullable=False, server_default=""))
    op.add_column("duties", sa.Column("matter_facts", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("announcements", sa.Column("effective_on", sa.Date(), nullable=True))
    op.add_column("positions", sa.Column("outcome", sa.String(32), nullable=True))


def downgrade() -> None:
    op.drop_column("positions", "outcome")
    op.drop_column("announcements", "effective_on")
    op.drop_column("duties", "matter_facts")
    op.drop_column("duties", "matter")
    op.execute("DELETE FROM motion_votes WHERE motion_id IN (SELECT id FROM motions WHERE tabled_by IS NULL)")
    op.execute("DELETE FROM motions WHERE tabled_by IS NULL")
    with op.batch_alter_table("motions") as motions:
        motions.alter_column("tabled_by", existing_type=NUMBER, nullable=False)
