"""The keys with which regions cosign, and the cosignatures that they gave."""

import sqlalchemy as sa
from alembic import op

revision = "region_keys"
down_revision = "windows_at_home"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
NEVER_CHANGED = ("cosignatures", "disputes")


def _point(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_{table}_{column}"))


def _region_keys() -> None:
    op.create_table(
        "region_keys",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("vkey", sa.String(300), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("since", HOUR, nullable=False),
        sa.Column("ended_at", HOUR, nullable=True),
        _point("region_keys", "agreement_id", "agreements.id"),
        _point("region_keys", "region_code", "regions.code"),
        _point("region_keys", "person_id", "persons.id"),
        sa.CheckConstraint("kind IN ('witness', 'mirror')", name=op.f("ck_region_keys_is_keykind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_keys")),
    )
    op.create_index(op.f("ix_region_keys_agreement_id"), "region_keys", ["agreement_id"])


def _cosignatures() -> None:
    op.create_table(
        "cosignatures",
        sa.Column("log_id", ID, autoincrement=False, nullable=False),
        sa.Column("size", ID, autoincrement=False, nullable=False),
        sa.Column("key_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("received_at", HOUR, nullable=False),
        sa.ForeignKeyConstraint(
            ["log_id", "size"], ["checkpoints.log_id", "checkpoints.size"], name=op.f("fk_cosignatures_log_id_size")
        ),
        _point("cosignatures", "key_id", "region_keys.id"),
        sa.PrimaryKeyConstraint("log_id", "size", "key_id", "at", name=op.f("pk_cosignatures")),
    )


def _disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", ID, nullable=False),
        sa.Column("log_id", ID, nullable=False),
        sa.Column("key_id", ID, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_fork", sa.Boolean(), nullable=False),
        sa.Column("received_at", HOUR, nullable=False),
        _point("disputes", "log_id", "logs.id"),
        _point("disputes", "key_id", "region_keys.id"),
        sa.UniqueConstraint("log_id", "sha256", name=op.f("uq_disputes_log_id_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    op.create_index(op.f("ix_disputes_log_id"), "disputes", ["log_id"])


def _refusals(dialect: str) -> list[str]:
    """Neither a cosignature nor a dispute is changed or removed: the database itself refuses."""
    if dialect != "postgresql":
        return [
            f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} refuses {act}'); END"
            for table in NEVER_CHANGED
            for act in ("update", "delete")
        ]
    made = []
    for table in NEVER_CHANGED:
        for act in ("update", "delete", "truncate"):
            name, each = f"{table}_refuse_{act}", "STATEMENT" if act == "truncate" else "ROW"
            head = f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table}"
            made.append(f"{head} FOR EACH {each} EXECUTE FUNCTION refuse_change()")
            made.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    return made


def upgrade() -> None:
    _region_keys()
    _cosignatures()
    _disputes()
    for statement in _refusals(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for table in ("disputes", "cosignatures", "region_keys"):
        op.drop_table(table)
