"""Departments asked in one matrix."""

import sqlalchemy as sa
from alembic import op

revision = "concurrence"
down_revision = "technical_review"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
POINTS = {
    "standard_id": "standards.id",
    "region_code": "regions.code",
    "organ_id": "organs.id",
    "person_id": "persons.id",
}


def upgrade() -> None:
    op.create_table(
        "informed_departments",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("organ_id", ID, nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_informed_departments_{column}"))
            for column, at in POINTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informed_departments")),
    )
    op.create_index(op.f("ix_informed_departments_standard_id"), "informed_departments", ["standard_id"])


def downgrade() -> None:
    op.drop_table("informed_departments")
