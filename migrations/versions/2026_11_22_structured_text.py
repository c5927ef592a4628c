"""A text of elements and blocks: what a clause holds beside its words, and the desk where it is written."""

import sqlalchemy as sa
from alembic import op

revision = "structured_text"
down_revision = "loose_ends"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _standard(table: str) -> list[sa.schema.SchemaItem]:
    key = sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f(f"fk_{table}_standard_id"))
    return [sa.Column("standard_id", ID, nullable=False), key]


def _person(table: str, name: str, *, is_sure: bool = False) -> list[sa.schema.SchemaItem]:
    key = sa.ForeignKeyConstraint([name], ["persons.id"], name=op.f(f"fk_{table}_{name}"))
    return [sa.Column(name, ID, nullable=not is_sure), key]


def _texts(*names: str) -> list[sa.schema.SchemaItem]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.schema.SchemaItem]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "desk_clauses",
        *_standard("desk_clauses"),
        sa.Column("clause_id", sa.String(length=32), nullable=False),
        sa.Column("revision", ID, nullable=False),
        *_texts("title", "body"),
        sa.Column("base_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["versions.id"], name=op.f("fk_desk_clauses_base_id")),
        *_person("desk_clauses", "edited_by"),
        *_instants("edited_at"),
        sa.PrimaryKeyConstraint("standard_id", "clause_id", name=op.f("pk_desk_clauses")),
    )
    op.create_table(
        "desk_edits",
        *_standard("desk_edits"),
        sa.Column("revision", ID, autoincrement=False, nullable=False),
        sa.Column("clause_id", sa.String(length=32), nullable=False),
        *_texts("title", "body"),
        sa.Column("stood", sa.Boolean(), nullable=False),
        *_person("desk_edits", "person_id"),
        *_instants("at"),
        sa.Column("key", sa.String(length=64), nullable=True),
        *_texts("after"),
        sa.PrimaryKeyConstraint("standard_id", "revision", name=op.f("pk_desk_edits")),
        sa.UniqueConstraint("standard_id", "key", name=op.f("uq_desk_edits_standard_id_key")),
    )
    op.create_index("ix_desk_edits_clause", "desk_edits", ["standard_id", "clause_id"], unique=False)
    _conflicts()
    for table, columns in (("desk_presence", _instants("since", "beat_at")), ("desk_visits", _instants("at"))):
        named = ("clause_id", sa.String(length=32)) if table == "desk_presence" else ("revision", ID)
        op.create_table(
            table,
            *_standard(table),
            *_person(table, "person_id", is_sure=True),
            sa.Column(*named, nullable=False),
            *columns,
            sa.PrimaryKeyConstraint("standard_id", "person_id", name=op.f(f"pk_{table}")),
        )


def _conflicts() -> None:
    op.create_table(
        "desk_conflicts",
        sa.Column("id", ID, nullable=False),
        *_standard("desk_conflicts"),
        sa.Column("clause_id", sa.String(length=32), nullable=False),
        sa.Column("is_title", sa.Boolean(), nullable=False),
        sa.Column("is_weighty", sa.Boolean(), nullable=False),
        sa.Column("is_suggestion", sa.Boolean(), nullable=False),
        *_texts("base", "ours", "theirs", "settled_words"),
        *_person("desk_conflicts", "by"),
        *_person("desk_conflicts", "against"),
        *_instants("at"),
        *_person("desk_conflicts", "settled_by"),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_conflicts")),
    )
    op.create_index(op.f("ix_desk_conflicts_standard_id"), "desk_conflicts", ["standard_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_desk_conflicts_standard_id"), table_name="desk_conflicts")
    op.drop_index("ix_desk_edits_clause", table_name="desk_edits")
    for table in ("desk_visits", "desk_presence", "desk_conflicts", "desk_edits", "desk_clauses"):
        op.drop_table(table)
