"""What somebody who owns the host may do: change any table, write leaves, and sign with the log's own key."""

import json
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.workflow.witnessing.hosts import Installation, log_id
from workflow.log.journal import spelled
from workflow.log.tlog import Frontier, leaf_hash
from workflow.records.events import Event, Log
from workflow.text.canonical import canonical


def leaf_at(made: Installation, index: int) -> dict[str, Any]:
    told = made.value('SELECT leaf FROM events WHERE log_id = :log AND "index" = :at', log=log_id(made), at=index)
    assert isinstance(told, bytes)
    found: dict[str, Any] = json.loads(told)
    return found


def index_of(made: Installation, act: str, region: str | None = None) -> int:
    """Where an act stands in the log, the newest of its kind."""
    where = "log_id = :log AND act = :act" + ("" if region is None else " AND region_code = :region")
    found = made.value(f'SELECT max("index") FROM events WHERE {where}', log=log_id(made), act=act, region=region)
    assert isinstance(found, int)
    return found


def rewritten(made: Installation, index: int, **parts: Any) -> None:
    """Write a leaf anew and everything that repeats or hashes it, so that the database by itself agrees again."""
    leaf = leaf_at(made, index) | parts
    data = canonical(leaf)
    where = 'WHERE log_id = :log AND "index" = :at'
    told = {"leaf": data, "hash": leaf_hash(data), "person": leaf["actor"], "log": log_id(made), "at": index}
    made.sql(f"UPDATE events SET leaf = :leaf, leaf_hash = :hash, person_id = :person {where}", **told)
    _new_head(made)


def appended(made: Installation, leaf: Mapping[str, Any]) -> int:
    """Add a leaf that no act brought about, at the end of the log; gives its index."""
    with made.world.database.read() as session:
        log = session.get_one(Log, log_id(made))
        index, last = log.size, log.last_at
    assert last is not None
    told: dict[str, Any] = {"idx": index, "ts": spelled(last + timedelta(seconds=1)), **leaf}
    data, (noun, _, number) = canonical(told), str(told["obj"]).rpartition("/")
    row: dict[str, Any] = {
        "log_id": log_id(made),
        "index": index,
        "leaf": data,
        "leaf_hash": leaf_hash(data),
        "noun": noun,
    }
    row |= {"object_id": int(number), "sequence": told["seq"], "act": told["act"], "person_id": told["actor"]}
    with made.world.database.plain() as session:
        session.execute(sa.insert(Event).values(**row, region_code=told["region"], at=last + timedelta(seconds=1)))
    _new_head(made)
    return index


def forgotten(made: Installation) -> None:
    """The thief has the log's key and no memory of what it signed."""
    shutil.rmtree(made.folder / "signer")
    made.sql("DELETE FROM cosignatures")
    made.sql("DELETE FROM checkpoints")


def kept_aside(made: Installation, folder: Path) -> Path:
    """A copy of the database as it stands: tomorrow it is an old backup."""
    made.world.database.dispose()
    return Path(shutil.copyfile(made.folder / "tongbiao.db", folder / "older.db"))


def put_back(made: Installation, older: Path) -> None:
    made.world.database.dispose()
    shutil.copyfile(older, made.folder / "tongbiao.db")


def _new_head(made: Installation) -> None:
    log = log_id(made)
    with made.world.database.read() as session:
        hashes = session.scalars(sa.select(Event.leaf_hash).where(Event.log_id == log).order_by(Event.index)).all()
    tree = Frontier().extend(hashes)
    made.sql(
        "UPDATE logs SET size = :size, frontier = :edge WHERE id = :id", size=tree.size, edge=tree.to_bytes(), id=log
    )
