"""Comments hang on words, and are consolidated and answered together."""

import sqlalchemy as sa
from alembic import op

revision = "comment_ledger"
down_revision = "public_consultation"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TYPES = "type IN ('general', 'technical', 'editorial')"
SOURCES = "source IN ('department', 'company', 'association', 'institute', 'consumer', 'citizen', 'expert', 'other')"
INSIDE = "inside IN ('accepted', 'rejected')"


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("version_id", ID, nullable=True),
        sa.Column("quote", sa.Text(), nullable=False, server_default=""),
        sa.Column("quote_at", ID, nullable=False, server_default="0"),
        sa.Column("type", sa.String(32), nullable=False, server_default="general"),
        sa.Column("region_code", sa.String(6), nullable=True),
        sa.Column("source", sa.String(32), nullable=False, server_default="other"),
        sa.Column("organisation", sa.String(), nullable=False, server_default=""),
        sa.Column("inside", sa.String(32), nullable=True),
        sa.Column("inside_note", sa.Text(), nullable=False, server_default=""),
        sa.Column("assignee_id", ID, nullable=True),
    ]


def upgrade() -> None:
    with op.batch_alter_table("comments") as comments:
        for column in _columns():
            comments.add_column(column)
        comments.create_foreign_key(op.f("fk_comments_version_id"), "versions", ["version_id"], ["id"])
        comments.create_foreign_key(op.f("fk_comments_region_code"), "regions", ["region_code"], ["code"])
        comments.create_foreign_key(op.f("fk_comments_assignee_id"), "persons", ["assignee_id"], ["id"])
        comments.create_check_constraint(op.f("ck_comments_is_commenttype"), TYPES)
        comments.create_check_constraint(op.f("ck_comments_is_source"), SOURCES)
        comments.create_check_constraint(op.f("ck_comments_is_inside"), INSIDE)
    asked = "(SELECT version_id FROM consultations WHERE consultations.id = comments.consultation_id)"
    op.execute(f"UPDATE comments SET version_id = {asked}")
    _uses()
    _handovers()


def _uses() -> None:
    op.create_table(
        "comment_uses",
        sa.Column("comment_id", ID, autoincrement=False, nullable=False),
        sa.Column("version_id", ID, autoincrement=False, nullable=False),
        sa.Column("clause_id", sa.String(32), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_uses_comment_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_comment_uses_version_id")),
        sa.PrimaryKeyConstraint("comment_id", "version_id", name=op.f("pk_comment_uses")),
    )
    op.create_index(op.f("ix_comment_uses_version_id"), "comment_uses", ["version_id"])


def _handovers() -> None:
    op.create_table(
        "comment_handovers",
        sa.Column("consultation_id", ID, autoincrement=False, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("handed_by", ID, nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_comment_handovers_consultation_id")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_comment_handovers_region_code")),
        sa.ForeignKeyConstraint(["handed_by"], ["persons.id"], name=op.f("fk_comment_handovers_handed_by")),
        sa.PrimaryKeyConstraint("consultation_id", "region_code", name=op.f("pk_comment_handovers")),
    )


def downgrade() -> None:
    op.drop_table("comment_handovers")
    op.drop_index(op.f("ix_comment_uses_version_id"), table_name="comment_uses")
    op.drop_table("comment_uses")
    with op.batch_alter_table("comments") as comments:
        for name in ("is_inside", "is_source", "is_commenttype"):
            comments.drop_constraint(op.f(f"ck_comments_{name}"), type_="check")
        for name in ("assignee_id", "region_code", "version_id"):
            comments.drop_constraint(op.f(f"fk_comments_{name}"), type_="foreignkey")
        for column in reversed(_columns()):
            comments.drop_column(column.name)
