"""The public suggests projects, and says whether an answer satisfied. (Panels knew their region from the first day.)"""

import sqlalchemy as sa
from alembic import op

revision = "panels_by_region"
down_revision = "evidence_of_agreements"
branch_labels = None
depends_on = None

STATES = ("received", "merged", "answered", "published", "taken_back")
DISPOSITIONS = ("accepted", "partly", "not_accepted")
MARKS = ("satisfied", "acceptable", "unsatisfied")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "suggestions",
        sa.Column("id", number, nullable=False),
        sa.Column("agreement_id", number, nullable=False),
        sa.Column("state", _words("commentstate", STATES), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disposition", _words("disposition", DISPOSITIONS), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", number, nullable=True),
        sa.Column("answered_region", sa.String(length=6), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_suggestions_agreement_id")),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_suggestions_answered_by")),
        sa.ForeignKeyConstraint(["answered_region"], ["regions.code"], name=op.f("fk_suggestions_answered_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sa.UniqueConstraint("receipt", name=op.f("uq_suggestions_receipt")),
    )
    op.create_index(op.f("ix_suggestions_agreement_id"), "suggestions", ["agreement_id"])
    op.create_table(
        "answer_marks",
        sa.Column("comment_id", number, autoincrement=False, nullable=False),
        sa.Column("satisfaction", _words("satisfaction", MARKS), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_answer_marks_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_answer_marks")),
    )


def downgrade() -> None:
    op.drop_table("answer_marks")
    op.drop_table("suggestions")
