"""Motions, reviews, accession: the other lives of a standard."""

import sqlalchemy as sa
from alembic import op

from migrations.growing import change_words

revision = "motions_and_reviews"
down_revision = "what_is_never_changed"
branch_labels = None
depends_on = None

ROLES = (
    "coordinator", "applicant", "handler", "approver", "cosigner", "drafter", "editor", "secretary", "reviewer", "chair",
    "keeper", "officer", "implementer", "province", "auditor", "public", "secadmin", "system",
)  # fmt: skip
ROLES_NOW = (ROLES[0], "chairing", *ROLES[1:])
WITH_ROLES = ("offices", "claims", "hands", "turns", "positions")
KINDS = (
    "suspend", "resume", "terminate", "extend_plan", "adjust_plan", "transfer_lead", "go_on_without", "admit",
)  # fmt: skip
STATES = ("tabled", "carried", "lost", "dropped")
STANDS = ("not_yet", "agree", "agree_notes", "discuss", "disagree", "abstain", "recused", "overruled")
OUTCOMES = ("confirm", "revise", "withdraw")
TRIGGERS = (
    "law_changed", "standard_changed", "technology", "conditions", "national_standard", "finding", "repeal", "due",
    "reopened", "revision_failed",
)  # fmt: skip
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "motions",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("kind", words("is_motionkind", KINDS), nullable=False),
        sa.Column("region_code", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("plan", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("state", words("is_motionstate", STATES), nullable=False),
        sa.Column("tabled_region", sa.String(), nullable=True),
        sa.Column("tabled_by", ID, nullable=False),
        sa.Column("tabled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_motions_standard_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_motions_region_code")),
        sa.ForeignKeyConstraint(["tabled_region"], ["regions.code"], name=op.f("fk_motions_tabled_region")),
        sa.ForeignKeyConstraint(["tabled_by"], ["persons.id"], name=op.f("fk_motions_tabled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motions")),
    )
    op.create_index(op.f("ix_motions_standard_id"), "motions", ["standard_id"])
    op.create_table(
        "motion_votes",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("seat_id", ID, nullable=False),
        sa.Column("stand", words("is_stand", STANDS), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["motion_id"], ["motions.id"], name=op.f("fk_motion_votes_motion_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_motion_votes_region_code")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_motion_votes_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["appointments.id"], name=op.f("fk_motion_votes_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_votes")),
    )
    op.create_index(op.f("ix_motion_votes_motion_id"), "motion_votes", ["motion_id"])
    op.add_column("standards", sa.Column("suspended_until", sa.Date(), nullable=True))
    op.add_column("standards", sa.Column("pauses", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("tracks", sa.Column("passed_over_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tracks", sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tracks", sa.Column("rung", ID, nullable=False, server_default="0"))
    op.add_column("tracks", sa.Column("rung_due", sa.Date(), nullable=True))
    for table in WITH_ROLES:
        change_words(table, "role", f"ck_{table}_is_role", ROLES, ROLES_NOW)
    _reviews()
    op.add_column("tracks", sa.Column("home_address", sa.String(), nullable=False, server_default=""))
    op.add_column("tracks", sa.Column("home_posted_on", sa.Date(), nullable=True))
    op.add_column("tracks", sa.Column("home_closes_on", sa.Date(), nullable=True))
    op.add_column("tracks", sa.Column("home_text_hash", sa.String(64), nullable=True))
    op.add_column("tracks", sa.Column("repealed_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_serials_lineage"), "serials", ["lineage"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("trigger", words("is_reviewtrigger", TRIGGERS), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", words("is_reviewstand", OUTCOMES), nullable=True),
        sa.Column("stands", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_reviews_standard_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("standard_id", "round", name=op.f("uq_reviews_standard_id_round")),
    )
    op.create_index(op.f("ix_reviews_standard_id"), "reviews", ["standard_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_serials_lineage"), "serials")
    for column in ("repealed_on", "home_text_hash", "home_closes_on", "home_posted_on", "home_address"):
        op.drop_column("tracks", column)
    op.drop_table("reviews")
    for table in WITH_ROLES:
        change_words(table, "role", f"ck_{table}_is_role", ROLES_NOW, ROLES)
    for table, column in (
        ("tracks", "rung_due"), ("tracks", "rung"), ("tracks", "admitted_at"), ("tracks", "passed_over_at"),
        ("standards", "pauses"), ("standards", "suspended_until"),
    ):  # fmt: skip
        op.drop_column(table, column)
    op.drop_table("motion_votes")
    op.drop_table("motions")
