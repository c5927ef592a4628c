"""A database that was put back and lacks what regions hold: which leaves, each with whom it concerns, so that people
can do again what cannot be fetched. Nothing is written here, neither to the database nor to the copy."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.checkpoints import range_root
from workflow.records.events import Log
from workflow.witnessing.copy import Copy, CopyBroken, Entry
from workflow.witnessing.lives import read
from workflow.witnessing.memory import Memory
from workflow.witnessing.taking import PENDING


@dataclass(frozen=True)
class Lost:
    """One leaf that the copy has and the database has not; of a sealed one only its place is known."""

    origin: str
    index: int
    at: str = ""
    object: str = ""
    act: str = ""
    person: int | None = None
    region: str | None = None

    def __str__(self) -> str:
        parts = (f"{self.origin}/{self.index}", self.at, self.object, self.act, self.region, self.person)
        return " ".join(str(part) for part in parts if part not in ("", None))


@dataclass(frozen=True)
class Behind:
    """How far the database's log and the copy go together. Where the database tells another past (`is_fork`), nothing
    of the copy can follow on it."""

    origin: str
    log_id: int | None
    has: int
    copied: int
    is_fork: bool
    lost: tuple[Lost, ...]


def lacking(database: Database, memory: Memory) -> list[Behind]:
    """What the database lacks of every log that lies in a mirror's folder, the oldest log first; a log in which nothing
    lacks is left out. The copy is hashed again as it is read, up to the head that its log's key signed."""
    return [found for origin in memory.origins(PENDING) for found in _of(database, memory, origin)]


def _of(database: Database, memory: Memory, origin: str) -> Iterator[Behind]:
    note = memory.held(origin, PENDING)
    assert note is not None
    head, copy = memory.trusted.verified(note), Copy(memory.place(origin))
    if copy.root(head.size) != head.root:
        raise CopyBroken(f"{memory.folder}: {origin}")
    with database.read() as session:
        row = session.execute(sa.select(Log.id, Log.size).where(Log.origin == origin)).one_or_none()
        log_id, has = (row.id, row.size) if row else (None, 0)
        common = min(has, head.size)
        own = range_root(session, log_id)(0, common) if log_id is not None else copy.root(0)
    is_fork = own != copy.root(common)
    if is_fork or has < head.size:
        lost = tuple(_lost(origin, entry) for entry in copy.entries(common if not is_fork else 0))
        yield Behind(origin, log_id, has, head.size, is_fork, lost)


def _lost(origin: str, entry: Entry) -> Lost:
    leaf = read(entry.leaf) if entry.leaf else None
    if leaf is None:
        return Lost(origin, entry.index)
    return Lost(origin, entry.index, leaf["ts"], leaf["obj"], leaf["act"], leaf["actor"], leaf["region"])
