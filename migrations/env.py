"""Alembic's environment: brings a database to a revision in one transaction, on SQLite and on PostgreSQL.

`workflow.db.migrate` hands the address in `config.attributes`; the `alembic` command reads TONGBIAO_DATABASE_URL.
"""

import os
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.types import TypeDecorator

import workflow.records  # noqa: F401  (fills the metadata that autogenerate and `alembic check` compare with)
from workflow.db import Record

ONE_MIGRATION_AT_A_TIME = 0x746F6E67  # key of PostgreSQL's advisory lock: "tong"


def address() -> str:
    """The database's URL, from whoever started this."""
    handed: str | None = context.config.attributes.get("url")
    return handed or os.environ.get("TONGBIAO_DATABASE_URL") or "sqlite:///var/tongbiao.db"


def plain_type(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write a type of ours as the SQLAlchemy type under it, so that a revision imports nothing of ours."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    return f"sa.{item.impl_instance!r}"


def connect_plainly(url: str) -> Engine:
    """An engine for this one run. SQLite checks no foreign keys meanwhile: rebuilding a table in batch mode drops it,
    which would take the rows that refer to it along."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _settle(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # else the driver commits around every CREATE TABLE
            connection.execute("PRAGMA busy_timeout=30000")
            connection.execute("PRAGMA foreign_keys=OFF")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def guard(connection: Connection) -> None:
    """Wait for another migration; refuse a SQLite connection that would follow foreign keys."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_MIGRATION_AT_A_TIME)))
    elif connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one():
        raise RuntimeError("a migration needs a SQLite connection with PRAGMA foreign_keys=OFF")


def check_references(connection: Connection) -> None:
    """Refuse to commit a SQLite database in which a row refers to nothing."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({f"{row[0]} → {row[2]}" for row in broken}))
        raise RuntimeError(f"the migration leaves {len(broken)} rows that refer to nothing: {tables}")


def run(connection: Connection) -> None:
    """Run what was asked for; all of it or nothing."""
    context.configure(
        connection=connection,
        target_metadata=Record.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_server_default=True,
        render_item=plain_type,
    )
    with context.begin_transaction():
        guard(connection)
        context.run_migrations()
        check_references(connection)


def run_offline() -> None:
    """Print the SQL for a database administrator who runs it by hand (`alembic upgrade --sql`)."""
    context.configure(url=address(), target_metadata=Record.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Choose the way in: a handed connection, SQL on paper, or a connection of this run."""
    if context.is_offline_mode():
        run_offline()
        return
    handed = context.config.attributes.get("connection")
    if handed is not None:
        run(handed)
        return
    engine = connect_plainly(address())
    with engine.connect() as connection:
        run(connection)
    engine.dispose()


main()
