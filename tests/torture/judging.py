"""What must hold after every blow: acknowledged acts are there once, no release is half done, the record verifies."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.cast import MORNING
from tests.torture.figures import Figures
from workflow import jobs
from workflow.db import Database
from workflow.exports.verification import verify
from workflow.records.events import Event, Log
from workflow.records.numbers import RegionNumber
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import BEFORE, LIVE, Joint, Track

UNDONE = frozenset({Track.INITIATED, Track.APPROVED, Track.CONFIRMED, Track.OBJECTED})
DONE = frozenset({Track.ANNOUNCED, Track.IN_FORCE})


def judge(url: str, lines: Sequence[str]) -> Figures:
    """A database after a blow, and what was acknowledged on it so far."""
    database = Database(url)
    said = [line.split(" ") for line in lines]
    figures = Figures(acknowledged=sum(words[0] == "act" for words in said))
    try:
        with database.read() as session:
            lost = missing(session, [words[1:] for words in said if words[0] == "act"])
            half = list(halves(session))
        report = verify(database, None).findings
        stopped = jobs.tick(database, latest(database)).failed
    finally:
        database.dispose()
    figures.lost, figures.halves, figures.findings = len(lost), len(half), len(report)
    dead = [line for line in lines if line.startswith(("died", "stuck"))]
    dead += [f"{stopped} standards cannot be woken"] if stopped else []
    dead += [f"integrity: {fault}" for fault in unsound(url)]
    figures.broken = len(dead)
    figures.told = [*(f"lost {each}" for each in lost), *half, *(str(each)[:300] for each in report[:5]), *dead]
    return figures


def latest(database: Database) -> datetime:
    """The hour of the newest entry of the record."""
    with database.read() as session:
        return session.scalar(sa.select(sa.func.max(Event.at))) or MORNING


def missing(session: Session, acts: Sequence[Sequence[str]]) -> list[str]:
    """Acknowledged acts that are not on the record where it was said, or not exactly once."""
    logs: dict[str, int] = dict(session.execute(sa.select(Log.origin, Log.id)).all())
    leaves = {(log, index): (leaf, hashed) for log, index, leaf, hashed in session.execute(
        sa.select(Event.log_id, Event.index, Event.leaf, Event.leaf_hash)
    )}  # fmt: skip
    known = Counter(_request(leaf) for leaf, _ in leaves.values())
    found = []
    for key, origin, index, leaf_hash in acts:
        leaf = leaves.get((logs.get(origin, 0), int(index)))
        hashed = sha256(key.encode()).hexdigest().encode()
        if leaf is None or leaf[1].hex() != leaf_hash or hashed not in leaf[0] or known[hashed] != 1:
            found.append(f"{key} {origin} {index} ({known[hashed]} times)")
    return found


def _request(leaf: bytes) -> bytes | None:
    """The hash of the key under which an act was sent, as its leaf tells it."""
    _, is_there, rest = leaf.partition(b'"req":"')
    return rest[:64] if is_there else None


def halves(session: Session) -> list[str]:
    """Standards that are released in part: what was announced without the others, or without its number."""
    tracks: dict[int, list[Track]] = {}
    for standard, state in session.execute(sa.select(StandardTrack.standard_id, StandardTrack.state)):
        tracks.setdefault(standard, []).append(state)
    count = sa.select(RegionNumber.standard_id, sa.func.count()).group_by(RegionNumber.standard_id)
    numbers: dict[int, int] = dict(session.execute(count).all())
    where: dict[int, Joint] = dict(session.execute(sa.select(Standard.id, Standard.state)).all())
    return [
        f"half a release: {standard} {state.value} {tracks.get(standard)} {numbers.get(standard)}"
        for standard, state in where.items()
        if is_half(state, tracks.get(standard, []), numbers.get(standard, 0))
    ]


def is_half(state: Joint, tracks: Sequence[Track], numbers: int) -> bool:
    """Before the release nobody is announced or numbered; after it nobody is left behind."""
    done = sum(track in DONE for track in tracks)
    if state in BEFORE:
        return bool(done or numbers)
    return state in LIVE and (done > numbers or bool(UNDONE & set(tracks)))


def unsound(url: str) -> list[str]:
    """What SQLite itself finds broken in its file."""
    if not url.startswith("sqlite"):
        return []
    connection = sqlite3.connect(Path(url.removeprefix("sqlite:///")))
    try:
        whole = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return whole + [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    finally:
        connection.close()
