"""Timers and mail are held after a restore; a log that was signed further than a backup reaches goes on in a new part."""

import sqlalchemy as sa
from alembic import op

revision = "operation"
down_revision = "changes_of_agreements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "holds",
        sa.Column("id", number, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backup", sa.String(length=64), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    guards = triggers()
    with op.batch_alter_table("logs") as logs:
        logs.add_column(sa.Column("part", number, nullable=False, server_default="1"))
        logs.drop_constraint("uq_logs_agreement_id_year", type_="unique")
        logs.create_unique_constraint("uq_logs_agreement_id_year_part", ["agreement_id", "year", "part"])
    restore(guards)


def downgrade() -> None:
    guards = triggers()
    with op.batch_alter_table("logs") as logs:
        logs.drop_constraint("uq_logs_agreement_id_year_part", type_="unique")
        logs.create_unique_constraint("uq_logs_agreement_id_year", ["agreement_id", "year"])
        logs.drop_column("part")
    restore(guards)
    op.drop_table("holds")


def triggers() -> list[str]:
    """SQLite builds a changed table anew and drops the guards of the old one with it."""
    if op.get_bind().dialect.name != "sqlite":
        return []
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'logs'"
    return [row[0] for row in op.get_bind().exec_driver_sql(query)]


def restore(guards: list[str]) -> None:
    for statement in guards:
        op.get_bind().exec_driver_sql(statement)
