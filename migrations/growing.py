"""How a CHECK that lists an enumeration learns new words, without rebuilding a table that triggers guard."""

from alembic import op


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def change_words(table: str, column: str, constraint: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Let the CHECK of a column list `new` instead of `old`, on both databases.

    SQLite cannot alter a CHECK; its documentation allows to edit the stored definition when no row changes its shape.
    """
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.drop_constraint(op.f(constraint), table, type_="check")
        op.create_check_constraint(op.f(constraint), table, f"{column} IN ({_listed(new)})")
        return
    definition = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    told = bind.exec_driver_sql(definition, (table,)).scalar_one()
    before, after = (f"CHECK ({column} IN ({_listed(words)}))" for words in (old, new))
    if before not in told:
        raise RuntimeError(f"{table} has no such CHECK on {column}")
    version = int(bind.exec_driver_sql("PRAGMA schema_version").scalar_one())
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (told.replace(before, after), table)
    )
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")
