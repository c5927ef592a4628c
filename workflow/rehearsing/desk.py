"""The desk of rehearsals: the worker takes what was asked for, in a thread of its own, and writes down how it went."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.picture import Accord
from workflow.db import Database
from workflow.facts import pack
from workflow.process.reasons import Reason
from workflow.reads.rehearsals import newest
from workflow.records.agreements import AgreementChange, Rehearsal
from workflow.rehearsing.playing import Played, rehearse

PAUSE: Final = 1.0  # seconds between two looks at the desk
LOST: Final = timedelta(minutes=5)  # after which one that was begun is taken up again
journal = logging.getLogger(__name__)


def ask(session: Session, change: AgreementChange, person_id: int, at: datetime) -> None:
    """Ask for a rehearsal, unless one of the same content waits or is under way."""
    last = newest(session, change.id)
    if last is None or last.done_at is not None or last.sha256 != change.sha256:
        session.add(Rehearsal(change_id=change.id, sha256=change.sha256, asked_by=person_id, asked_at=at))


def start(database: Database, ended: Signal, hour: Callable[[], datetime]) -> Thread:
    """Play what is asked for until `ended` is set; no deadline waits for it."""
    thread = Thread(target=_rounds, args=(database, ended, hour), name="rehearsals", daemon=True)
    thread.start()
    return thread


def _rounds(database: Database, ended: Signal, hour: Callable[[], datetime]) -> None:
    while not ended.wait(PAUSE):
        try:
            play_next(database, hour())
        except Exception:
            journal.exception("a rehearsal failed")


def play_next(database: Database, at: datetime) -> bool:
    """Play the oldest rehearsal that waits; False when none does. One that broke is done without a result: taken up
    again it would break again.
    """
    taken = _taken(database, at)
    if taken is None:
        return False
    rehearsal_id, agreement_id, change_id = taken
    with database.read() as session:
        accord = Accord.load(session, agreement_id)
    change = accord.change(change_id) if accord else None
    assert accord is not None
    assert change is not None
    try:
        played = [_told(one) for one in rehearse(accord, change, at)]
    except Exception:
        journal.exception("a rehearsal failed")
        played = None
    with database.plain() as session:
        done = sa.update(Rehearsal).where(Rehearsal.id == rehearsal_id)
        session.execute(done.values(done_at=at, played=played))
    return True


def _taken(database: Database, at: datetime) -> tuple[int, int, int] | None:
    """Mark the oldest one as begun, so that of several workers one plays it."""
    waits = sa.or_(Rehearsal.begun_at.is_(None), Rehearsal.begun_at < at - LOST)
    query = sa.select(Rehearsal.id, AgreementChange.agreement_id, AgreementChange.id)
    query = query.join(AgreementChange, AgreementChange.id == Rehearsal.change_id)
    query = query.where(Rehearsal.done_at.is_(None), waits).order_by(Rehearsal.id).limit(1)
    with database.read() as session:
        if session.execute(query).first() is None:
            return None
    with database.plain() as session:
        found = session.execute(query.with_for_update(of=Rehearsal, skip_locked=True)).first()
        if found is None:
            return None
        session.execute(sa.update(Rehearsal).where(Rehearsal.id == found[0]).values(begun_at=at))
        return found[0], found[1], found[2]


def _told(one: Played) -> dict[str, Any]:
    """How a sample went, as JSON that is told in either language."""
    steps = [[s.at.isoformat(), s.step, pack(s.region), s.state.value] for s in one.steps]
    stuck = one.stuck
    halted = (
        {"step": stuck.step, "region": stuck.region, "reasons": [_reason(r) for r in stuck.reasons]} if stuck else None
    )
    return {"name": one.name, "state": one.state.value, "days": one.days, "steps": steps, "stuck": halted}


def _reason(reason: Reason) -> dict[str, Any]:
    return {"rule": reason.rule, "facts": pack(reason.facts), "cites": reason.cites}
