"""Two persons confirm what is done after a restore, and a log that told two stories is written no more."""

import sqlalchemy as sa
from alembic import op

revision = "catching_up"
down_revision = "second_factors"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _to(table: str, column: str, other: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{other}.id", name=f"fk_{table}_{column}_{other}")


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("matter", sa.String(64), nullable=False),
        sa.Column("person_id", NUMBER, _to("confirmations", "person_id", "persons"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("matter", "person_id", name="uq_confirmations_matter_person_id"),
    )
    op.create_table(
        "frozen_logs",
        sa.Column("log_id", NUMBER, _to("frozen_logs", "log_id", "logs"), primary_key=True, autoincrement=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("frozen_logs")
    op.drop_table("confirmations")
