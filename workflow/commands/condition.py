"""The condition of the tables themselves: their revision, their guards, the way in which SQLite writes."""

import sqlite3
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import records, schema
from workflow.db import Record
from workflow.engines import WAL_IS_SOUND
from workflow.words import say

Fault = str | None
REFUSALS: Final = "what_is_never_changed"  # the revision that sets up the triggers, and knows their names
SOUND: Final = {"wal": 2, "delete": 3}  # journal mode → the weakest `synchronous` that loses nothing


def newer(session: Session) -> Fault:
    """Tables of a newer version than this program."""
    here = schema.current(session)
    if here is None or schema.is_known(here):
        return None
    return say("数据库版本 {revision} 比本程序新，请安装较新的程序。", revision=here)


def outdated(session: Session) -> Fault:
    """Tables that this program does not fit: of another version, or of this one and yet not all there."""
    if schema.current(session) != schema.newest():
        return newer(session) or say("数据库不是最新版本，请运行 tongbiao upgrade。")
    assert records.__all__  # the tables are known once their modules are read
    lacking = sorted(Record.metadata.tables.keys() - set(sa.inspect(session.connection()).get_table_names()))
    return say("数据库缺少表：{names}。它不是由本程序的迁移建成的，请从备份恢复。", names=lacking) if lacking else None


def unguarded(session: Session) -> Fault:
    """Triggers that are missing: the database would let evidence be changed."""
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    asleep = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if is_sqlite else asleep
    there = set(session.scalars(sa.text(query)))
    revision: Any = schema.scripts().get_revision(REFUSALS)
    lacking = sorted(set(revision.module.names(connection.dialect.name)) - there)
    return (
        say("缺少触发器：{names}。请运行 tongbiao verify 核对，再由运维人员恢复。", names=lacking) if lacking else None
    )


def unsound(session: Session) -> Fault:
    """A way of writing in which SQLite may lose what was committed."""
    if session.connection().dialect.name != "sqlite":
        return None
    mode = str(session.scalar(sa.text("PRAGMA journal_mode")))
    safety = int(session.scalar(sa.text("PRAGMA synchronous")) or 0)
    may_wal = tuple(int(part) for part in sqlite3.sqlite_version.split(".")) >= WAL_IS_SOUND
    if safety >= SOUND.get(mode, 99) and (may_wal or mode != "wal"):
        return None
    facts = {"mode": mode, "safety": safety, "version": sqlite3.sqlite_version}
    return say("写入方式 {mode}/{safety} 在 SQLite {version} 上不安全，请停止其他程序后重新启动。", **facts)
