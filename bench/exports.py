"""A long log: what taking it away and checking it need of memory, and how fast the file comes."""

import json
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from bench.clients import together
from bench.table import Line
from tests.cast import MORNING, World
from workflow import statements
from workflow.db import Database, table_of
from workflow.exports import downloads
from workflow.exports.events import Export, Format, Selection
from workflow.exports.verification import verify
from workflow.log.tlog import Frontier, leaf_hash
from workflow.records.events import Event, Log
from workflow.text.canonical import canonical

MOST = 8  # MB
PAGE = 10_000
COLUMNS = 'log_id, "index", noun, object_id, sequence, act, person_id, region_code, at'
BYTES = {
    "sqlite": "lower(hex(leaf_hash)), CAST(leaf AS TEXT)",
    "postgres": "encode(leaf_hash, 'hex'), convert_from(leaf, 'UTF8')",
}
GOALS = {"sqlite": ("the sqlite3 shell", 0.25), "postgres": ("COPY", 0.80)}


def measure(world: World, kind: str, events: int) -> list[Line]:
    """A log of so many downloads, each told as the product tells one."""
    _lengthen(world, events)
    url = world.database.url.render_as_string(hide_password=False)
    world.database.dispose()
    lines = []
    for what, work in WORKS.items():
        [(grown, seconds)] = together(1, lambda _, __, work=work: _grown(url, work))  # type: ignore[misc]
        note = f"{events / seconds:,.0f} a second"
        lines.append(Line(f"{what} of {events:,} events: growth, MB", grown, "<=", MOST, note))
        if what == ROWS:
            lines.append(_beside(url, kind, events / seconds, events))
    return lines


def _lengthen(world: World, events: int) -> None:
    """One real download, then its like: every leaf canonical, every hash in the tree."""
    seat = world.seat("110000", "auditor")
    export = Export(world.database, Format.CSV)
    downloads.record(world.database, seat, export, count=1, form="csv", filters={}, words={}, at=MORNING)
    with world.database.plain() as session:
        connection, table, logs = session.connection(), table_of(Event), table_of(Log)
        last = connection.execute(sa.select(table).where(table.c.act == downloads.ACT)).mappings().one()
        head = connection.execute(sa.select(logs).where(logs.c.id == last["log_id"])).mappings().one()
        tree, spell = Frontier.from_bytes(head["frontier"], size=head["size"]), _spelling(json.loads(last["leaf"]))
        for start in range(0, events, PAGE):
            rows = []
            for sequence in range(last["sequence"] + 1 + start, last["sequence"] + 1 + min(start + PAGE, events)):
                leaf = spell(tree.size, sequence)
                own = {"index": tree.size, "sequence": sequence, "leaf": leaf}
                rows.append({**last, **own, "leaf_hash": leaf_hash(leaf)})
                tree = tree.append(rows[-1]["leaf_hash"])
            statements.insert(connection, table, rows)
        moved = sa.update(logs).where(logs.c.id == last["log_id"])
        connection.execute(moved.values(size=tree.size, frontier=tree.to_bytes()))


def _spelling(told: dict[str, Any]) -> Callable[[int, int], bytes]:
    """The canonical bytes of a leaf by its two numbers, spelled once; the first is compared with the real spelling."""
    parts = canonical(told | {"idx": 10**9, "seq": 10**10}).replace(b"%", b"%%")
    pattern = parts.replace(b":%d," % 10**9, b":%d,").replace(b":%d," % 10**10, b":%d,")
    assert pattern % (7, 8) == canonical(told | {"idx": 7, "seq": 8})
    return lambda index, sequence: pattern % (index, sequence)


def _grown(url: str, work: Callable[[Database], None]) -> tuple[float, float]:
    """What a process needs beyond what it had before, and how long it took."""
    database = Database(url)
    with database.read() as session:
        session.execute(sa.select(Event).limit(1))
    before = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024
    start = time.perf_counter()
    work(database)
    seconds = time.perf_counter() - start
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, seconds


def _export(database: Database, form: Format) -> None:
    with Path(os.devnull).open("wb") as out:
        for chunk in Export(database, form, Selection()).chunks():
            out.write(chunk)


def _verify(database: Database) -> None:
    verify(database, None)


ROWS = "rows as they are stored"
WORKS: dict[str, Callable[[Database], None]] = {
    ROWS: lambda database: _export(database, Format.ROWS),
    "export in words": lambda database: _export(database, Format.CSV),
    "spreadsheet": lambda database: _export(database, Format.XLSX),
    "verification": _verify,
}


def _beside(url: str, kind: str, rate: float, events: int) -> Line:
    """The same rows in CSV by the database's own tool."""
    name, goal = GOALS[kind]
    query = f'SELECT {COLUMNS}, {BYTES[kind]} FROM events ORDER BY log_id, "index"'
    if kind == "sqlite" and shutil.which("sqlite3") is None:
        return Line("CSV beside the sqlite3 shell", 0, note="no sqlite3 on this machine")
    start = time.perf_counter()
    if kind == "sqlite":
        path = sa.make_url(url).database
        subprocess.run(["sqlite3", "-csv", str(path), query], stdout=subprocess.DEVNULL, check=True)
    else:
        parsed = sa.make_url(url)
        place = {"host": str(parsed.query["host"]), "user": "postgres", "dbname": str(parsed.database)}
        copying = f"COPY ({query}) TO STDOUT CSV"
        with psycopg.connect(**place) as connection, connection.cursor().copy(copying) as rows:  # type: ignore[arg-type]
            for _ in rows:
                pass
    alone = events / (time.perf_counter() - start)
    return Line(f"CSV beside {name}: ratio", rate / alone, ">=", goal, f"{rate:,.0f} and {alone:,.0f} a second")
