"""Findings of the checker that somebody answers for, and the catalogue of cited documents."""

import sqlalchemy as sa
from alembic import op

revision = "checked_text"
down_revision = "structured_text"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VALIDITY = sa.Enum(
    "current",
    "upcoming",
    "replaced",
    "withdrawn",
    name="is_validity",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "text_waivers",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("rule", sa.String(8), nullable=False),
        sa.Column("clause_id", sa.String(32), nullable=False),
        sa.Column("substance", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_text_waivers_standard_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_text_waivers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_waivers")),
    )
    op.create_index(op.f("ix_text_waivers_standard_id"), "text_waivers", ["standard_id"])
    op.create_table(
        "cited_documents",
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("status", VALIDITY, nullable=False),
        sa.Column("replaced_by", sa.String(64), nullable=False),
        sa.Column("regions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cited_documents")),
    )
    op.create_index(op.f("ix_cited_documents_base"), "cited_documents", ["base"])


def downgrade() -> None:
    op.drop_table("cited_documents")
    op.drop_table("text_waivers")
