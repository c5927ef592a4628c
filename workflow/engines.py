"""How both databases are opened: the settings that durability and fairness rest on."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

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


def postgresql(url: sa.URL) -> Engine:
    """PostgreSQL: READ COMMITTED, waits and statements bounded."""
    settings = "-c lock_timeout=15s -c statement_timeout=60s -c timezone=UTC"
    return sa.create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, connect_args={"options": settings})
