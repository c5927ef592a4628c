"""Lists of mutual recognition, and what the public says of released standards on its way into their revisions."""

import sqlalchemy as sa
from alembic import op

revision = "recognition"
down_revision = "entries"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
POINTS = {"comment_id": "comments.id", "standard_id": "standards.id", "person_id": "persons.id"}


def upgrade() -> None:
    op.create_table(
        "feedback_marks",
        *(sa.Column(column, ID, nullable=False) for column in POINTS),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_feedback_marks_{column}"))
            for column, at in POINTS.items()
        ),
        sa.PrimaryKeyConstraint("comment_id", "standard_id", name=op.f("pk_feedback_marks")),
    )
    op.create_index(op.f("ix_feedback_marks_standard_id"), "feedback_marks", ["standard_id"])


def downgrade() -> None:
    op.drop_table("feedback_marks")
