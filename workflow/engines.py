"""How both databases are opened: the settings that durability and fairness rest on."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from workflow.settings import Settings

WAL_IS_SOUND = (3, 51, 3)  # earlier libraries can corrupt a database when a WAL is reset


def sqlite(url: sa.URL) -> Engine:
    """SQLite: durable commits, foreign keys, and BEGIN where the unit of work says (IMMEDIATE for writers)."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
    sound = tuple(int(part) for part in sqlite3.sqlite_version.split(".")) >= WAL_IS_SOUND
    modes = ("journal_mode=WAL", "synchronous=FULL") if sound else ("journal_mode=DELETE", "synchronous=EXTRA")

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late
        for pragma in (*modes, "foreign_keys=ON", "recursive_triggers=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN " + str(connection.get_execution_options().get("begin", "DEFERRED")))

    return engine


def hurry(engine: Engine) -> None:
    """Let a SQLite file that nobody relies on before it is whole wait for no disk."""

    @event.listens_for(engine, "connect")
    def _hurry(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}")


BOUNDS = {"lock_timeout": "15s", "statement_timeout": "60s", "timezone": "UTC"}
# Statements are many and short: workers beside them, and compiling them, took a third more of the processors.
BOUNDS |= {"max_parallel_workers_per_gather": "0", "jit": "off"}


def postgresql(url: sa.URL) -> Engine:
    """PostgreSQL: READ COMMITTED, waits and statements bounded."""
    sizes = {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}
    if Settings.read().pooled == "1":
        return _pooled(url, sizes)
    options = " ".join(f"-c {name}={value}" for name, value in BOUNDS.items())
    return sa.create_engine(url, connect_args={"options": options}, **sizes)


def _pooled(url: sa.URL, sizes: Mapping[str, Any]) -> Engine:
    """Behind a pooler in transaction mode the next transaction may run on another connection of the server: nothing is
    prepared, and the bounds are set anew in each."""
    engine = sa.create_engine(url, connect_args={"prepare_threshold": None}, **sizes)
    bounds = "; ".join(f"SET LOCAL {name} = '{value}'" for name, value in BOUNDS.items())

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(bounds)

    return engine


def of_one_moment(session: Session) -> None:
    """Let all that this session asks be told of one moment; on SQLite, and within a transaction that is open already,
    it is."""
    bind = session.get_bind()
    if bind.dialect.name != "sqlite" and isinstance(bind, Engine):
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
