"""The worker: wakes the process when a timer has come, delivers notices and mail, signs the logs, and beats.
What follows from a timer is the process table's affair; nothing is decided here."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Signal
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import agreeing, clock, engine, entering, leaps, tidying
from workflow.db import Database
from workflow.doors import forgetting, standstill
from workflow.exports import prints
from workflow.holds import held
from workflow.log.checkpoints import checkpoint_all
from workflow.log.signer import Signer
from workflow.post import rounds, telling
from workflow.records.notices import Beat, Timer
from workflow.settings import Settings
from workflow.storage.shelf import Shelf

WORKER: Final = leaps.WORKER
PAUSE: Final = 2.0  # seconds between two looks at the clock
MARKED: Final = 10_000  # timers marked in one statement
SIGNING: Final = timedelta(seconds=30)  # a log that grew is signed at most this often
journal = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """What one look at the clock led to: timers fired, standards that failed, notices delivered."""

    fired: int = 0
    failed: int = 0
    delivered: int = 0


def tick(database: Database, at: datetime, base: str = "") -> Done:
    """Fire every timer that is due, oldest first; what was missed in an outage is caught up in the same order.
    A timer fires once, whether or not its standard is already past it. A standard that cannot be woken keeps its
    timers and is tried again at the next tick; it does not hold up the others. After a restore nothing is done but the
    beat, until an operator lets it go on. Of several workers, the standard's lock lets one wake it at a time, and
    whoever comes later finds nothing to do.
    """
    with database.read() as session:
        is_held = held(session) is not None
    if is_held:
        return _rested(database, at)
    _around(database, at)
    with database.read() as session:
        due = _due(session, at)
    broken = {standard_id for standard_id in due if not _woken(database, standard_id, at)}
    with database.plain() as session:
        seen = [timer for standard_id, timers in due.items() if standard_id not in broken for timer in timers]
        fired = _mark_fired(session, seen, at)
        _beat(session, at)
    return Done(fired, len(broken), telling.tell(database, at, base))


def _around(database: Database, at: datetime) -> None:
    """Agreements begin, lapse and change on their days, names go, projects alike are found."""
    with _told("projects alike were not looked for"):
        standstill.look(database, at)
    with _told("names of commenters were not deleted"):
        forgetting.look(database, at)
    with _told("entries whose day has come were not looked at"):
        entering.wake(database, at)
    for agreement_id in agreeing.due(database, at):
        with _told("agreement %s could not be settled", agreement_id):
            agreeing.settle(database, agreement_id, at)


@contextmanager
def _told(failure: str, *what: object) -> Iterator[None]:
    """What fails in here is told and tried again at the next look; it stops neither timers nor notices."""
    try:
        yield
    except Exception:
        journal.exception(failure, *what)


def _rested(database: Database, at: datetime) -> Done:
    with database.plain() as session:
        _beat(session, at)
    return Done()


def next_due(session: Session, until: datetime) -> datetime | None:
    """The earliest instant, not after `until`, at which an unfired timer is due."""
    query = sa.select(sa.func.min(Timer.due_at)).where(Timer.fired_at.is_(None), Timer.due_at <= until)
    found: datetime | None = session.scalar(query)
    return found


def signer(settings: Settings) -> Signer:
    """The key of this installation's logs, and its memory of what it signed."""
    made = Signer(settings.var_path / "keys" / "log.key", settings.var_path / "signer")
    made.publish(settings.var_path / "log.vkey")
    return made


def work(
    database: Database,
    settings: Settings,
    *,
    once: bool = False,
    ended: Signal | None = None,
    hour: Callable[[], datetime] = clock.now,
) -> Done:
    """Tick until `ended` is set (or once) and sign what grew; gives what the last tick did."""
    ended, signed_at = ended or Signal(), None
    if not once:
        rounds.start(database, settings, ended, hour)
    while True:
        at = hour()
        if not once and not settings.clock and leaps.stands_back(database, at):
            if ended.wait(PAUSE):
                return Done()
            continue
        done = _safely(database, at, settings.base_url.rstrip("/"))
        if signed_at is None or not timedelta(0) <= at - signed_at < SIGNING:
            _kept_up(database, settings, at)
            signed_at = at
        if once:
            with _told("the mail was not sent"):
                rounds.once(database, settings, at, rounds.name_of_worker())
        if once or ended.wait(PAUSE):
            return done


def _kept_up(database: Database, settings: Settings, at: datetime) -> None:
    """What need not be done at every tick: heads are signed, what is old goes, what was released is printed."""
    if not settings.signs_apart:
        sign(database, settings, at)
    with _told("old words and images were not removed"):
        tidying.look(database, settings, at)
        Shelf(settings.var_path).sweep()
    with _told("released texts were not printed"):
        prints.look(database, settings, at)


def sign(database: Database, settings: Settings, at: datetime) -> int:
    """Sign the heads that grew; a log that must not be signed stops neither timers nor notices, but is told."""
    try:
        return len(checkpoint_all(database, signer(settings), at=at))
    except Exception:
        journal.exception("the logs were not signed")
        return 0


def _safely(database: Database, at: datetime, base: str) -> Done:
    """A tick that cannot end the worker: a database that is away for a while comes back."""
    try:
        return tick(database, at, base)
    except Exception:
        journal.exception("a tick failed")
        return Done(failed=1)


def _due(session: Session, at: datetime) -> dict[int, list[int]]:
    """The timers due, by standard, in the order of their oldest one."""
    query = sa.select(Timer.standard_id, Timer.id).where(Timer.fired_at.is_(None), Timer.due_at <= at)
    found: dict[int, list[int]] = {}
    for standard_id, timer in session.execute(query.order_by(Timer.due_at, Timer.id)):
        found.setdefault(standard_id, []).append(timer)
    return found


def _woken(database: Database, standard_id: int, at: datetime) -> bool:
    try:
        with database.read() as session:
            left = sa.exists().where(Timer.standard_id == standard_id, Timer.fired_at.is_(None), Timer.due_at <= at)
            if not session.scalar(sa.select(left)):  # another worker was here meanwhile
                return True
        engine.wake(database, standard_id, at)
    except Exception:
        journal.exception("standard %s could not be woken", standard_id)
        return False
    return True


def _mark_fired(session: Session, timers: list[int], at: datetime) -> int:
    """Those alone that were seen before: what came since, under a clock that was set back, waits for its own look."""
    fired = 0
    for start in range(0, len(timers), MARKED):
        seen = Timer.id.in_(timers[start : start + MARKED])
        done = sa.update(Timer).where(seen, Timer.fired_at.is_(None)).values(fired_at=at)
        fired += int(session.execute(done).rowcount)  # type: ignore[attr-defined]
    return fired


def _beat(session: Session, at: datetime) -> None:
    session.merge(Beat(name=WORKER, at=at))
