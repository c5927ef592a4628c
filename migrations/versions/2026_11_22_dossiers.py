"""Dossiers that were sealed, and what they cover."""

import sqlalchemy as sa
from alembic import op

revision = "dossiers"
down_revision = "region_keys"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACTS = ("update", "delete")


def upgrade() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("profile", sa.String(32), nullable=False),
        sa.Column("last", ID, nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("reader", sa.String(), nullable=True),
        sa.Column("seat_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("log_id", ID, nullable=False),
        sa.Column("index", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("profile IN ('full', 'regulator', 'public')", name=op.f("ck_dossiers_is_profile")),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_dossiers_standard_id")),
        sa.ForeignKeyConstraint(["reader"], ["regions.code"], name=op.f("fk_dossiers_reader")),
        sa.ForeignKeyConstraint(["seat_id"], ["appointments.id"], name=op.f("fk_dossiers_seat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_dossiers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
        sa.UniqueConstraint("log_id", "index", name="uq_dossiers_log_id_index"),
    )
    op.create_index(op.f("ix_dossiers_standard_id"), "dossiers", ["standard_id"])
    for act in ACTS:
        op.execute(_refusal(act))


def _refusal(act: str) -> str:
    """A seal is never changed: the database itself refuses."""
    head = f"CREATE TRIGGER dossiers_refuse_{act} BEFORE {act.upper()} ON dossiers"
    if op.get_bind().dialect.name == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return f"{head} BEGIN SELECT RAISE(ABORT, 'dossiers refuses {act}'); END"


def downgrade() -> None:
    op.drop_table("dossiers")
