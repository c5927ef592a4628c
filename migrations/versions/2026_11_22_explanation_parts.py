"""The drafting explanation is written part by part beside the text."""

import sqlalchemy as sa
from alembic import op

revision = "explanation_parts"
down_revision = "standing_suggestions"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "explanation_parts",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("section", sa.String(64), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("offered", sa.String(64), nullable=False, server_default=""),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_explanation_parts_standard_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_explanation_parts_region_code")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_explanation_parts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation_parts")),
        sa.UniqueConstraint(
            "standard_id", "section", "number", name=op.f("uq_explanation_parts_standard_id_section_number")
        ),
    )
    op.create_index(op.f("ix_explanation_parts_standard_id"), "explanation_parts", ["standard_id"])
    op.create_table(
        "explanation_prints",
        sa.Column("standard_id", ID, autoincrement=False, nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_explanation_prints_standard_id")),
        sa.ForeignKeyConstraint(["file_sha256"], ["files.sha256"], name=op.f("fk_explanation_prints_file_sha256")),
        sa.PrimaryKeyConstraint("standard_id", "file_sha256", name=op.f("pk_explanation_prints")),
    )


def downgrade() -> None:
    op.drop_table("explanation_prints")
    op.drop_index(op.f("ix_explanation_parts_standard_id"), table_name="explanation_parts")
    op.drop_table("explanation_parts")
