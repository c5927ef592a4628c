"""Amendments of a standard in force."""

import sqlalchemy as sa
from alembic import op

revision = "amendments"
down_revision = "motions_and_reviews"
branch_labels = None
depends_on = None

KINDS = ("erratum", "technical")
STATES = ("proposed", "consulting", "approving", "scheduled", "sealed", "in_effect", "dropped")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def instant(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def foreign(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_amendments_{column}"))


def upgrade() -> None:
    op.create_table(
        "amendments",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("kind", words("is_amendmentkind", KINDS), nullable=False),
        sa.Column("state", words("is_amendmentstate", STATES), nullable=False),
        instant("since", nullable=False),
        sa.Column("items", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("base_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=True),
        sa.Column("proposed_region", sa.String(), nullable=False),
        sa.Column("proposed_by", ID, nullable=False),
        instant("proposed_at", nullable=False),
        sa.Column("days", ID, nullable=True),
        instant("opened_at"),
        sa.Column("closes_on", sa.Date(), nullable=True),
        instant("instant"),
        sa.Column("effective_on", sa.Date(), nullable=True),
        instant("scheduled_at"),
        instant("sealed_at"),
        instant("ended_at"),
        sa.Column("late_seconds", ID, nullable=True),
        foreign("standard_id", "standards.id"),
        foreign("base_id", "versions.id"),
        foreign("version_id", "versions.id"),
        foreign("proposed_region", "regions.code"),
        foreign("proposed_by", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
    )
    op.create_index(op.f("ix_amendments_standard_id"), "amendments", ["standard_id"])
    op.create_table(
        "amendment_parts",
        sa.Column("amendment_id", ID, nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=False),
        instant("confirmed_at"),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendments.id"], name=op.f("fk_amendment_parts_amendment_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_amendment_parts_region_code")),
        sa.PrimaryKeyConstraint("amendment_id", "region_code", name=op.f("pk_amendment_parts")),
    )


def downgrade() -> None:
    op.drop_table("amendment_parts")
    op.drop_index(op.f("ix_amendments_standard_id"), table_name="amendments")
    op.drop_table("amendments")
