"""Agreements, chains and terms are changed by proposal and confirmation."""

import sqlalchemy as sa
from alembic import op

revision = "changes_of_agreements"
down_revision = "the_week_of_an_office"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('founding', 'terms', 'chain', 'renewal', 'ending')"
STATES = "state IN ('proposed', 'confirming', 'adopted', 'dropped')"


def upgrade() -> None:
    op.add_column("agreements", sa.Column("band_source", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "agreements", sa.Column("territories", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
    )
    op.add_column("agreements", sa.Column("chair_until", sa.Date()))
    op.add_column("members", sa.Column("empowered_by", sa.String(), nullable=False, server_default=""))
    _changes()
    _voices()
    _rehearsals()


def _changes() -> None:
    op.create_table(
        "agreement_changes",
        sa.Column("id", BIG, nullable=False),
        sa.Column("agreement_id", BIG, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("region_code", sa.String(6)),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", BIG, nullable=False),
        sa.Column("proposed_region", sa.String(6), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(KINDS, name=op.f("ck_agreement_changes_is_changekind")),
        sa.CheckConstraint(STATES, name=op.f("ck_agreement_changes_is_changestate")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_agreement_changes_agreement_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_agreement_changes_region_code")),
        sa.ForeignKeyConstraint(["proposed_by"], ["persons.id"], name=op.f("fk_agreement_changes_proposed_by")),
        sa.ForeignKeyConstraint(
            ["proposed_region"], ["regions.code"], name=op.f("fk_agreement_changes_proposed_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_changes")),
    )
    op.create_index(op.f("ix_agreement_changes_agreement_id"), "agreement_changes", ["agreement_id"])


def _voices() -> None:
    op.create_table(
        "agreement_voices",
        sa.Column("change_id", BIG, autoincrement=False, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("seat_id", BIG, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["agreement_changes.id"], name=op.f("fk_agreement_voices_change_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_agreement_voices_region_code")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_agreement_voices_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["appointments.id"], name=op.f("fk_agreement_voices_seat_id")),
        sa.PrimaryKeyConstraint("change_id", "region_code", name=op.f("pk_agreement_voices")),
    )


def _rehearsals() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("id", BIG, nullable=False),
        sa.Column("change_id", BIG, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("asked_by", BIG, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("played", sa.JSON(none_as_null=True)),
        sa.ForeignKeyConstraint(["change_id"], ["agreement_changes.id"], name=op.f("fk_rehearsals_change_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_rehearsals_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsals")),
    )
    op.create_index(op.f("ix_rehearsals_change_id"), "rehearsals", ["change_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_rehearsals_change_id"), table_name="rehearsals")
    op.drop_table("rehearsals")
    op.drop_table("agreement_voices")
    op.drop_index(op.f("ix_agreement_changes_agreement_id"), table_name="agreement_changes")
    op.drop_table("agreement_changes")
    op.drop_column("members", "empowered_by")
    op.drop_column("agreements", "chair_until")
    op.drop_column("agreements", "territories")
    op.drop_column("agreements", "band_source")
