"""Evidence, texts and positions are never changed, an opening may only be deleted: the database itself refuses."""

from alembic import op

revision = "what_is_never_changed"
down_revision = "d74ed42e92b1"
branch_labels = None
depends_on = None


NEVER_CHANGED = ("events", "checkpoints", "versions", "version_clauses", "words", "positions")
ONLY_DELETED = ("openings",)
HEAD_MOVES_BACK = (
    "NEW.size <= OLD.size OR NEW.id <> OLD.id OR NEW.origin <> OLD.origin OR NEW.year <> OLD.year "
    "OR coalesce(NEW.agreement_id, 0) <> coalesce(OLD.agreement_id, 0) "
    "OR (OLD.last_at IS NOT NULL AND (NEW.last_at IS NULL OR NEW.last_at < OLD.last_at))"
)
FUNCTION = """\
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = TG_TABLE_NAME || ' refuses ' || lower(TG_OP),
        ERRCODE = 'restrict_violation';
END $$"""


def setting_up(dialect: str) -> list[str]:
    """The statements that set the refusals up."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def taking_away(dialect: str) -> list[str]:
    """The statements that take them away again; SQLite's triggers go with their tables."""
    if dialect != "postgresql":
        return [f"DROP TRIGGER {name}" for name in names(dialect)]
    drops = [f"DROP TRIGGER {name} ON {name.partition('_refuse_')[0]}" for name in names(dialect)]
    return [*drops, "DROP FUNCTION refuse_change()"]


def names(dialect: str) -> list[str]:
    """The triggers that must exist; `tongbiao doctor` may look for them."""
    acts = ("update", "delete", "truncate") if dialect == "postgresql" else ("update", "delete")
    changed = [f"{table}_refuse_{act}" for table in (*NEVER_CHANGED, "logs") for act in acts]
    return changed + [f"{table}_refuse_{act}" for table in ONLY_DELETED for act in acts if act != "delete"]


def _sqlite() -> list[str]:
    return [_sqlite_trigger(*name.split("_refuse_")) for name in names("sqlite")]


def _sqlite_trigger(table: str, act: str) -> str:
    when = f" WHEN {HEAD_MOVES_BACK}" if (table, act) == ("logs", "update") else ""
    refusal = f"SELECT RAISE(ABORT, '{table} refuses {act}');"
    return f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table}{when} BEGIN {refusal} END"


def _postgresql() -> list[str]:
    made = [FUNCTION]
    for name in names("postgresql"):
        table, act = name.split("_refuse_")
        made.append(_postgresql_trigger(table, act))
        # also when an owner sets session_replication_role = replica
        made.append(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    return made


def _postgresql_trigger(table: str, act: str) -> str:
    when = f" WHEN ({HEAD_MOVES_BACK})" if (table, act) == ("logs", "update") else ""
    each = "STATEMENT" if act == "truncate" else "ROW"
    head = f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table}"
    return f"{head} FOR EACH {each}{when} EXECUTE FUNCTION refuse_change()"


def upgrade() -> None:
    for statement in setting_up(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in taking_away(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)
