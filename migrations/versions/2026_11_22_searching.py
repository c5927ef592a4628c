"""Words of numbers, titles and texts, for the search of the portal.

`search_grams` is an index, not a noun: a full text table of SQLite, an array under GIN of PostgreSQL.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "searching"
down_revision = "open_dossiers"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FULL_TEXT = "USING fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii')"


def upgrade() -> None:
    op.create_table(
        "search_passages",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("clause_id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_search_passages_standard_id_standards")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_passages")),
    )
    op.create_index(op.f("ix_search_passages_standard_id"), "search_passages", ["standard_id"])
    if op.get_context().dialect.name == "sqlite":
        op.execute(f"CREATE VIRTUAL TABLE search_grams {FULL_TEXT}")
        return
    op.create_table(
        "search_grams",
        sa.Column("rowid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("grams", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.PrimaryKeyConstraint("rowid", name="pk_search_grams"),
    )
    op.execute("CREATE INDEX ix_search_grams_grams ON search_grams USING gin (grams) WITH (fastupdate = off)")


def downgrade() -> None:
    op.drop_table("search_grams")
    op.drop_index(op.f("ix_search_passages_standard_id"), table_name="search_passages")
    op.drop_table("search_passages")
