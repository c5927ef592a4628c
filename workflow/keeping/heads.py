"""The heads of all logs as the leaves of a copied database really make them; no server and no model is needed."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workflow.keeping.dumps import table_in
from workflow.keeping.faults import CannotKeep
from workflow.log.tlog import HASH_SIZE, Frontier, leaf_hash
from workflow.settings import Settings

Row = Mapping[str, Any]
BYTES: Final = ("frontier", "leaf", "leaf_hash")
NUMBERS: Final = ("id", "size", "log_id", "index")


@dataclass(frozen=True)
class Head:
    """One log: how many leaves, and the root they make."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True)
class Contents:
    """What a copy holds, as far as it can be checked by itself."""

    revision: str
    heads: list[Head]
    files: list[str]  # hashes of the stored files that rows name


def contents(settings: Settings, place: Path) -> Contents:
    """Open a copy, hash every leaf again, and give the heads; refuses one that does not hold together."""
    return _of_sqlite(place) if place.suffix == ".sqlite" else _of_postgresql(settings, place)


def _of_sqlite(place: Path) -> Contents:
    with closing(sqlite3.connect(f"file:{place}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        sound = [tuple(row) for row in connection.execute("PRAGMA integrity_check")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if sound != [("ok",)] or broken:
            raise CannotKeep("{name} 没有通过数据库自身的完整性检查。", name=place.name)
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        files = [row[0] for row in connection.execute("SELECT sha256 FROM files ORDER BY 1")]
        logs = _rows(connection, "SELECT id, origin, size, frontier FROM logs ORDER BY id")
        events = _rows(connection, 'SELECT log_id, "index", leaf, leaf_hash FROM events')
        return Contents(revision, hashed(logs, events), files)


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[Row]:
    return (dict(row) for row in connection.execute(query))


def _of_postgresql(settings: Settings, place: Path) -> Contents:
    (revision,) = (row["version_num"] for row in _copied(settings, place, "alembic_version"))
    files = sorted(row["sha256"] for row in _copied(settings, place, "files"))
    logs, events = (_copied(settings, place, table) for table in ("logs", "events"))
    return Contents(revision, hashed(logs, events), files)


def _copied(settings: Settings, place: Path, table: str) -> Iterator[Row]:
    """The rows of a table in a dump; only the columns that are read here are made into values."""
    with table_in(settings, place, table) as stream:
        columns: list[str] | None = None
        for line in stream:
            text = line.decode().rstrip("\n")
            if columns is None and text.startswith("COPY "):
                columns = next(csv.reader([text.partition("(")[2].partition(")")[0]], skipinitialspace=True))
            elif text == "\\.":
                columns = []
            elif columns:
                yield {name: _value(name, cell) for name, cell in zip(columns, text.split("\t"), strict=True)}


def _value(name: str, cell: str) -> Any:
    if name in BYTES:
        return bytes.fromhex(cell.removeprefix("\\\\x"))
    return int(cell) if name in NUMBERS else cell


def hashed(logs: Iterable[Row], events: Iterable[Row]) -> list[Head]:
    """The heads of the logs, each made of its leaves in whatever order they come."""
    known = {row["id"]: row for row in logs}
    edges = {log_id: bytearray(HASH_SIZE * row["size"]) for log_id, row in known.items()}
    for event in events:
        made, at = leaf_hash(event["leaf"]), HASH_SIZE * event["index"]
        if event["log_id"] not in edges or made != event["leaf_hash"] or at >= len(edges[event["log_id"]]):
            raise CannotKeep("日志 {log} 的第 {index} 条与其哈希不符。", log=event["log_id"], index=event["index"])
        edges[event["log_id"]][at : at + HASH_SIZE] = made
    return [_head(row, bytes(edges[log_id])) for log_id, row in sorted(known.items())]


def _head(log: Row, edge: bytes) -> Head:
    tree = Frontier().extend(edge[at : at + HASH_SIZE] for at in range(0, len(edge), HASH_SIZE))
    if tree.to_bytes() != log["frontier"]:
        raise CannotKeep("日志 {log} 的记录与其头不符。", log=log["origin"])
    return Head(log["origin"], tree.size, tree.root().hex())
