"""Delegations, substitutes and absences; acts done on paper; calendars; who takes an ended post's work over."""

import sqlalchemy as sa
from alembic import op

revision = "the_week_of_an_office"
down_revision = "messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("place", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", "day", name=op.f("pk_calendar_days")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["noted_by"], ["persons.id"], name=op.f("fk_absences_noted_by")),
        sa.ForeignKeyConstraint(["seat_id"], ["appointments.id"], name=op.f("fk_absences_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absences_seat_id"), ["seat_id"], unique=False)
    op.create_table(
        "deputies",
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "delegated", "substitute", name="is_deputykind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("steps", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["appointments.id"], name=op.f("fk_deputies_holder_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["appointments.id"], name=op.f("fk_deputies_seat_id")),
        sa.PrimaryKeyConstraint("seat_id", name=op.f("pk_deputies")),
    )
    with op.batch_alter_table("deputies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deputies_holder_id"), ["holder_id"], unique=False)
    op.create_table(
        "successors",
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("heir_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("named_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["heir_id"], ["appointments.id"], name=op.f("fk_successors_heir_id")),
        sa.ForeignKeyConstraint(["named_by"], ["persons.id"], name=op.f("fk_successors_named_by")),
        sa.ForeignKeyConstraint(["seat_id"], ["appointments.id"], name=op.f("fk_successors_seat_id")),
        sa.PrimaryKeyConstraint("seat_id", name=op.f("pk_successors")),
    )
    op.create_table(
        "paper_acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("standard_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("scan", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "taken",
                "refused",
                name="is_paperactstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("closed_by IS NULL OR closed_by <> entered_by", name=op.f("ck_paper_acts_two_hands")),
        sa.ForeignKeyConstraint(["closed_by"], ["persons.id"], name=op.f("fk_paper_acts_closed_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_paper_acts_entered_by")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_paper_acts_region_code")),
        sa.ForeignKeyConstraint(["scan"], ["files.sha256"], name=op.f("fk_paper_acts_scan")),
        sa.ForeignKeyConstraint(["seat_id"], ["appointments.id"], name=op.f("fk_paper_acts_seat_id")),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_paper_acts_standard_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_acts")),
    )
    with op.batch_alter_table("paper_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_acts_standard_id"), ["standard_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("paper_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_acts_standard_id"))
    op.drop_table("paper_acts")
    op.drop_table("successors")
    with op.batch_alter_table("deputies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deputies_holder_id"))
    op.drop_table("deputies")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absences_seat_id"))
    op.drop_table("absences")
    op.drop_table("calendar_days")
