"""The copy of a database in one file: SQLite by VACUUM INTO, PostgreSQL by its own pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Final

import sqlalchemy as sa
from psycopg.conninfo import make_conninfo

from workflow.db import Database
from workflow.keeping.faults import CannotKeep
from workflow.settings import Settings
from workflow.storage.files import settle

NAMES: Final = {"sqlite": "database.sqlite", "postgresql": "database.dump"}


def kind_of(url: sa.URL) -> str:
    """Which of the two databases an address means."""
    return url.get_backend_name()


def dump(settings: Settings, url: sa.URL, place: Path) -> None:
    """Write one consistent picture of the database; people may go on working meanwhile."""
    if kind_of(url) == "postgresql":
        _run(settings, "pg_dump", "--format=custom", f"--file={place}", f"--dbname={_conninfo(url)}", url=url)
        return
    database = Database(url.render_as_string(hide_password=False))
    try:  # VACUUM holds the file's read lock: writers wait in their own queue, which has no time limit
        with database.one_writer(), closing(sqlite3.connect(str(url.database), timeout=30)) as connection:
            connection.execute("VACUUM INTO ?", (str(place),))
    finally:
        database.dispose()


def load(settings: Settings, url: sa.URL, place: Path) -> None:
    """Put the copy into its place: all of it or nothing."""
    if kind_of(url) == "postgresql":
        plain = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--clean", "--if-exists")
        _run(settings, "pg_restore", *plain, f"--dbname={_conninfo(url)}", str(place), url=url)
        return
    target = Path(str(url.database))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.restoring")
    shutil.copyfile(place, draft)
    settle(draft)
    for suffix in ("-journal", "-wal", "-shm"):  # of the database that stood here: they would be applied to this one
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    draft.replace(target)
    settle(target.parent)


@contextmanager
def table_in(settings: Settings, place: Path, table: str) -> Iterator[IO[bytes]]:
    """One table of a PostgreSQL dump as the text of its COPY, without any server."""
    command = [_program(settings, "pg_restore"), "--data-only", f"--table={table}", "--file=-", str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        yield running.stdout
        told = running.stderr.read().decode(errors="replace")
    if running.returncode:
        raise CannotKeep("{program} 没有完成：{what}", program="pg_restore", what=told.strip())


def _run(settings: Settings, program: str, *arguments: str, url: sa.URL) -> None:
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}  # not among the arguments, which all may read
    command = [_program(settings, program), *arguments]
    done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, check=False)
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise CannotKeep("{program} 没有完成：{what}", program=program, what=told)


def _program(settings: Settings, name: str) -> str:
    found = shutil.which(name, path=settings.pg_bin or None)
    if found is None:
        raise CannotKeep("找不到 {program}，请安装 PostgreSQL 客户端或设置 TONGBIAO_PG_BIN。", program=name)
    return found


def _conninfo(url: sa.URL) -> str:
    """The address as PostgreSQL's programs take it, without the password."""
    named = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    given = {name: str(value) for name, value in {**named, **url.query}.items() if value is not None}
    return make_conninfo("", **given)
