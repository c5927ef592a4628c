"""Drills on one installation: a restore, an upgrade that fails at every step, an erasure before a restore, a clock that
leaps. Each gives the figures that it counted, or fails."""

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.stage import copied
from workflow import clock, jobs, leaps, schema
from workflow.db import Database, migrate
from workflow.exports.verification import verify
from workflow.keeping import backups, erasing, ledger, restoring
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import Wanted
from workflow.reads.seats import all_seats
from workflow.records.events import Event, Opening
from workflow.records.notices import Timer
from workflow.settings import Settings
from workflow.vocabulary import ErasureGround, SeatRole

Figures = dict[str, Any]
BACK = 6  # revisions that the drill of an upgrade goes back


def restore(folder: Path) -> Figures:
    """1: the last backup in an empty place; everything agrees, signatures too."""
    settings = copied(folder / "here")
    database = Database(settings.database_url)
    jobs.sign(database, settings, clock.now())
    database.dispose()
    taken = backups.take(settings, folder / "backups", clock.now())
    there = replace(settings, var=str(folder / "there"), database_url=f"sqlite:///{folder}/there.db")
    done = restoring.restore(there, taken.folder, clock.now())
    restored = Database(there.database_url)
    report = verify(restored, jobs.signer(there), ledger.places(there))
    restored.dispose()
    assert report.is_clean
    assert done.behind == []
    return {"leaves": report.counts["leaves"], "findings": 0, "behind": 0}


def failed_upgrade(folder: Path, back: int = BACK) -> Figures:
    """7: an upgrade over the last revisions is broken at every statement that changes something; each time the
    database is as it was, on its old revision."""
    settings = copied(folder / "here")
    revisions = [each.revision for each in schema.scripts().iterate_revisions("head", "base")]
    schema.migrate_back(settings.database_url, revisions[back])
    path = Path(settings.var) / "tongbiao.db"
    stood, steps = _state(path), 0
    while True:
        try:
            with _broken_at(steps):
                migrate(settings.database_url)
            break
        except _Broken:
            assert _state(path) == stood, f"step {steps}"
            assert schema.current_of(settings.database_url) == revisions[back]
            steps += 1
    assert schema.current_of(settings.database_url) == schema.newest()
    return {"revisions": back, "broken": steps, "unchanged": steps}


class _Broken(Exception):
    pass


@contextmanager
def _broken_at(step: int) -> Iterator[None]:
    """The power fails at this statement of all that change something."""
    seen = -1

    def breaking(_c: Any, _cur: Any, statement: str, *_: Any) -> None:
        nonlocal seen
        seen += statement.split(None, 1)[0].upper() not in ("SELECT", "PRAGMA")
        if seen == step:
            raise _Broken

    sa.event.listen(sa.Engine, "before_cursor_execute", breaking)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", breaking)


def _state(path: Path) -> str:
    """All that a SQLite file holds: its tables as they are made, and their rows."""
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
    digest = sha256()
    with engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").all()
        for kind, name, made in tables:
            digest.update(repr((kind, name, made)).encode())
            if kind == "table" and not made.startswith("CREATE VIRTUAL"):  # those lie in tables of their own
                digest.update(repr(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()).encode())
    return digest.hexdigest()


def erased_then_restored(folder: Path) -> Figures:
    """8: a value is erased, then a backup from before is restored: it is in no byte of the database."""
    settings = copied(folder / "here")
    database = Database(settings.database_url)
    with database.read() as session:
        is_its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
        query = sa.select(Opening.log_id, Opening.index, Opening.value).join(Event, is_its)
        found = session.execute(query.where(Event.act == "comment", Opening.field == "reason")).all()
        often = Counter(value for _, _, value in found)
        log_id, index, value = next(row for row in found if often[row[2]] == 1)  # nobody else gave the same one
        seats = {seat.role: replace(seat, region=None) for seat in all_seats(session, clock.day_of(clock.now()))}
    jobs.sign(database, settings, clock.now())
    taken = backups.take(settings, folder / "backups", clock.now())
    before = (taken.folder / "database.sqlite").read_bytes().count(value)
    wanted = Wanted(Target(log_id, index, "reason"), ErasureGround.ORDER, "判决1号")
    number = erasing.ask(database, seats[SeatRole.SECADMIN], wanted, at=clock.now())
    erasing.decide(database, settings, seats[SeatRole.AUDADMIN], number, yes=True, at=clock.now())
    database.dispose()
    there = replace(settings, database_url=f"sqlite:///{folder}/there.db")
    restoring.restore(there, taken.folder, clock.now())
    after = (folder / "there.db").read_bytes().count(value)
    assert before > 0
    assert after == 0
    return {"in_the_backup": before, "in_the_restored": after}


def leaping_clock(folder: Path) -> Figures:
    """9: the host's clock stands ten years ahead: no timer fires, it is told, and the right hour goes on."""
    settings = copied(folder)
    database, at = Database(settings.database_url), clock.now()
    jobs.work(database, settings, once=True, hour=lambda: at)
    with database.read() as session:
        waiting = session.scalar(sa.select(sa.func.count()).where(Timer.fired_at.is_(None)))
    alarms = _worked(database, settings, timedelta(days=3653))
    with database.read() as session:
        left = session.scalar(sa.select(sa.func.count()).where(Timer.fired_at.is_(None)))
    assert not leaps.stands_back(database, clock.now())
    assert jobs.tick(database, clock.now()).failed == 0
    database.dispose()
    assert waiting
    assert left == waiting
    assert alarms
    return {"timers": waiting, "fired": waiting - left, "alarms": alarms}


def _worked(database: Database, settings: Settings, ahead: timedelta) -> int:
    """The worker's loop with that clock for a few looks; gives how often it cried."""
    ended, cried, looks = threading.Event(), [0], [0]

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            cried[0] += record.levelno >= logging.ERROR

    def hour() -> Any:
        looks[0] += 1
        if looks[0] == 3:
            ended.set()
        return clock.now() + ahead

    ear, journal = Ear(), logging.getLogger("workflow.leaps")
    journal.addHandler(ear)
    pause, jobs.PAUSE = jobs.PAUSE, 0.05  # type: ignore[misc]
    try:
        jobs.work(database, replace(settings, clock=""), ended=ended, hour=hour)
    finally:
        jobs.PAUSE = pause  # type: ignore[misc]
        journal.removeHandler(ear)
    return cried[0]
