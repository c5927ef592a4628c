"""Timers under several workers while the clock jumps to and fro: each fires once, none early, none is missed."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from tests import builders
from tests.cast import CHONGQING, MORNING, SICHUAN, World, founded
from tests.torture.arena import Cluster, Shelf
from tests.torture.figures import Figures
from workflow.db import Database
from workflow.doors import standstill
from workflow.exports.verification import verify
from workflow.records.events import Event
from workflow.records.notices import Beat, RegionNotice, Timer
from workflow.records.standards import Standard
from workflow.vocabulary import Joint

ROOT = Path(__file__).parents[2]
APART = timedelta(minutes=7)  # between the proposals, and so between the timers
LATEST = timedelta(days=370)  # after which all are due
PATIENCE = 900.0
OF_LAPSE = Timer.name != standstill.TIMER  # projects of one title are found alike, each with a timer of its own


def sqlite(shelf: Shelf, dice: Random) -> Figures:
    """Two thousand timers, four workers, on one SQLite file."""
    return jumped(shelf.bare(), dice, timers=2000, workers=4)


def postgresql(cluster: Cluster, dice: Random) -> Figures:
    """The same on PostgreSQL."""
    return jumped(cluster.bare(), dice, timers=2000, workers=4)


def jumped(url: str, dice: Random, *, timers: int, workers: int) -> Figures:
    """Proposals that lapse one after the other, and a clock that visits their year in leaps."""
    world = founded(url)
    for n in range(timers):
        builders.proposed(world, agreement="CY", regions=(CHONGQING, SICHUAN), at=MORNING + n * APART)
    with TemporaryDirectory(prefix="clock") as folder:
        clock = Path(folder) / "clock"
        first = due(world)[0]
        hour = set_to(clock, first - timedelta(days=2))
        with working(url, clock, Path(folder), workers) as processes:
            begun(world)
            early = fired(world)
            while hour < first + timers * APART:
                hour = set_to(clock, hour + timedelta(minutes=dice.randrange(-600, 1600 * timers // 200)))
                time.sleep(dice.uniform(0.1, 0.9))
            set_to(clock, first + LATEST)
            settled(world, timers)
        dead = [process.returncode for process in processes if process.returncode not in (0, -15)]
    figures = counted(world, timers)
    figures.broken += early + len(dead)
    figures.told += [f"{early} timers fired two days early"] * bool(early) + [f"workers died: {dead}"] * bool(dead)
    figures.runs = 1
    world.database.dispose()
    return figures


def set_to(clock: Path, hour: datetime) -> datetime:
    """Let it be this hour, in one stroke: a worker never reads half a figure."""
    new = clock.with_suffix(".new")
    new.write_text(str((hour - datetime.now(UTC)).total_seconds()), encoding="ascii")
    new.replace(clock)
    return hour


@contextmanager
def working(url: str, clock: Path, folder: Path, workers: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Workers as an installation runs them."""
    told = {"TONGBIAO_DATABASE_URL": url, "TONGBIAO_CLOCK": str(clock), "TONGBIAO_VAR": str(folder / "var")}
    environment = {**os.environ, **told, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "workflow.cli", "work"]
    processes = []
    with (folder / "log").open("wb") as log:
        try:
            for _ in range(workers):
                processes.append(subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log))
            yield processes
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(60)


def due(world: World) -> list[datetime]:
    """The hours of all timers, the earliest first."""
    with world.database.read() as session:
        return list(session.scalars(sa.select(Timer.due_at).where(OF_LAPSE).order_by(Timer.due_at)))


def fired(world: World) -> int:
    with world.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).where(Timer.fired_at.is_not(None), OF_LAPSE)) or 0


def begun(world: World) -> None:
    """Wait until a worker has looked at the clock."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with world.database.read() as session:
            if session.scalar(sa.select(sa.func.count()).select_from(Beat)):
                return
        time.sleep(0.1)


def settled(world: World, timers: int) -> None:
    """Wait until the workers have nothing left to do."""
    until = time.monotonic() + PATIENCE
    while fired(world) < timers and time.monotonic() < until:
        time.sleep(0.2)


def counted(world: World, timers: int) -> Figures:
    """How often each fired and when: the act that it led to stands once on the record, not before its hour."""
    database: Database = world.database
    with database.read() as session:
        rows = session.execute(sa.select(Timer.standard_id, Timer.due_at, Timer.fired_at).where(OF_LAPSE)).all()
        lapsed = sa.select(Event.object_id, Event.at).where(Event.act == "lapse_proposal")
        acts = session.execute(lapsed).all()
        left = sa.select(sa.func.count()).where(Standard.state == Joint.PROPOSED)
        missed = session.scalar(left) or 0
        told = sa.select(RegionNotice.standard_id, RegionNotice.region_code, RegionNotice.audience)
        notices = Counter(session.execute(told.where(RegionNotice.step == "lapse_proposal")).all())
    hour = {standard: due_at for standard, due_at, _ in rows}
    early = sum(at is not None and at < due_at for _, due_at, at in rows)
    early += sum(at < hour[standard] for standard, at in acts)
    twice = len(acts) - len({standard for standard, _ in acts}) + sum(n - 1 for n in notices.values())
    missed += sum(at is None for _, _, at in rows) + timers - len({standard for standard, _ in acts})
    wrong = {"early": early, "twice": twice, "missed": missed}
    found = verify(database, None).findings
    figures = Figures(faults=0, acknowledged=len(acts), findings=len(found), broken=early + twice + missed)
    figures.told = [f"{n} timers {word}" for word, n in wrong.items() if n] + [str(each)[:200] for each in found[:3]]
    return figures
