"""Replaceable templates of printed forms."""

import sqlalchemy as sa
from alembic import op

revision = "printed_forms"
down_revision = "expert_bank"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
POINTS = {
    "agreement_id": "agreements.id",
    "region_code": "regions.code",
    "file_sha256": "files.sha256",
    "put_by": "persons.id",
    "ended_by": "persons.id",
}


def upgrade() -> None:
    op.create_table(
        "form_templates",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=True),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("put_by", ID, nullable=False),
        sa.Column("put_at", HOUR, nullable=False),
        sa.Column("ended_by", ID, nullable=True),
        sa.Column("ended_at", HOUR, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_form_templates_{column}"))
            for column, at in POINTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_templates")),
    )
    op.create_index(op.f("ix_form_templates_agreement_id"), "form_templates", ["agreement_id"])


def downgrade() -> None:
    op.drop_table("form_templates")
