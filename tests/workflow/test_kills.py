"""Kill -9 during acts and releases: what was acknowledged is there, no release is half done, the whole verifies."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders, postgres
from tests.cast import founded
from workflow.db import Database, migrate
from workflow.exports.verification import verify
from workflow.records.events import Event, Log
from workflow.records.numbers import RegionNumber
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import Joint, Track

SEALED = 8
KILLS = {"sqlite": 30, "postgres": 5}


def prepared(url: str) -> str:
    """A database with sealed standards waiting for their instant; gives the hour they stand at."""
    world = founded(url)
    roads = [builders.standing(world, Joint.SEALED) for _ in range(SEALED)]
    world.database.dispose()
    return roads[-1].at.isoformat()


def live_and_die(url: str, ledger: Path, at: str, after: float) -> None:
    """Start the process, let it live a moment past its first words, kill it without warning."""
    command = [sys.executable, "-m", "tests.killed", url, str(ledger), at]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL) as child:
        until = time.monotonic() + 30
        while not ledger.exists() and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(after)
        os.kill(child.pid, signal.SIGKILL)


def judge(url: str, ledger: Path) -> int:
    """Every acknowledged line against the database; gives how many there were."""
    database = Database(url)
    lines = ledger.read_text(encoding="ascii").split("\n")[1:-1]
    with database.read() as session:
        for line in lines:
            kind, *rest = line.split(" ")
            if kind == "release":
                assert session.scalar(sa.select(Standard.state).where(Standard.id == int(rest[0]))) in {
                    Joint.RELEASED,
                    Joint.IN_FORCE,
                }
            else:
                origin, index, leaf = rest
                query = sa.select(Event.leaf_hash).join(Log, Log.id == Event.log_id)
                assert session.scalar(query.where(Log.origin == origin, Event.index == int(index))) == bytes.fromhex(
                    leaf
                )
        halves(session)
    assert verify(database, None).findings == []
    database.dispose()
    return len(lines)


def halves(session: object) -> None:
    """A released standard has all its numbers and tracks, an unreleased one none."""
    read = session.execute  # type: ignore[attr-defined]
    for standard_id, state in read(sa.select(Standard.id, Standard.state)).all():
        numbers = read(sa.select(sa.func.count()).where(RegionNumber.standard_id == standard_id)).scalar()
        tracks = set(read(sa.select(StandardTrack.state).where(StandardTrack.standard_id == standard_id)).scalars())
        is_out = state in {Joint.RELEASED, Joint.IN_FORCE}
        assert numbers == (3 if is_out else 0)
        assert bool(tracks & {Track.ANNOUNCED, Track.IN_FORCE}) == is_out
        assert not (is_out and Track.CONFIRMED in tracks)


@pytest.mark.timeout(500)
def test_killed_on_sqlite_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    source = tmp_path / "source.db"
    migrate(f"sqlite:///{source}")
    at = prepared(f"sqlite:///{source}")
    dice, acknowledged = random.Random(20261122), 0
    for n in range(KILLS["sqlite"]):
        copy, ledger = tmp_path / f"{n}.db", tmp_path / f"{n}.ledger"
        shutil.copyfile(source, copy)
        live_and_die(f"sqlite:///{copy}", ledger, at, dice.uniform(0.0, 0.6))
        acknowledged += judge(f"sqlite:///{copy}", ledger)
    assert acknowledged > KILLS["sqlite"]


@pytest.mark.timeout(300)
def test_killed_on_postgresql_nothing_acknowledged_is_lost(postgres_server: postgres.Server, tmp_path: Path) -> None:
    source = postgres_server.create()
    migrate(postgres_server.url(source))
    at = prepared(postgres_server.url(source))
    dice, acknowledged = random.Random(20261122), 0
    for n in range(KILLS["postgres"]):
        url = postgres_server.url(postgres_server.create(template=source))
        ledger = tmp_path / f"{n}.ledger"
        live_and_die(url, ledger, at, dice.uniform(0.1, 0.8))
        acknowledged += judge(url, ledger)
    assert acknowledged > KILLS["postgres"]
