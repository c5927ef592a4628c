"""What is said beside the clauses of a text: threads with their remarks, who may be called, who is called."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.process.beside import TALK, takes_part
from workflow.records.clause_threads import ClauseCall, ClauseRemark, ClauseThread
from workflow.standing import Case, Seat, Standing
from workflow.vocabulary import Named, SeatRole

MOST = 200  # threads shown at once
OPEN = ClauseThread.resolved_at.is_(None)


@dataclass(frozen=True)
class Wanted:
    """What a list of threads is narrowed to; `mine` are those that the person has, opened or is called in."""

    is_open: bool | None = None
    mine: int | None = None
    clause: str = ""
    after: datetime | None = None


def threads(session: Session, standard_id: int, wanted: Wanted) -> list[ClauseThread]:
    """Threads of a standard, those with the latest word first."""
    where = [ClauseThread.standard_id == standard_id]
    where += [OPEN if wanted.is_open else sa.not_(OPEN)] if wanted.is_open is not None else []
    where += [_of(wanted.mine)] if wanted.mine is not None else []
    where += [ClauseThread.clause_id == wanted.clause] if wanted.clause else []
    where += [ClauseThread.last_at > wanted.after] if wanted.after is not None else []
    query = sa.select(ClauseThread).where(*where).order_by(ClauseThread.last_at.desc(), ClauseThread.id.desc())
    return list(session.scalars(query.limit(MOST)))


def _of(person: int) -> sa.ColumnElement[bool]:
    here = ClauseRemark.thread_id == ClauseThread.id
    spoke = sa.exists().where(here, ClauseRemark.person_id == person)
    called = sa.exists().where(here, ClauseCall.remark_id == ClauseRemark.id, ClauseCall.person_id == person)
    return sa.or_(ClauseThread.assigned_to == person, spoke, called)


def remarks(session: Session, ids: Collection[int]) -> dict[int, list[ClauseRemark]]:
    """All remarks of these threads, the oldest first."""
    found: dict[int, list[ClauseRemark]] = {id_: [] for id_ in ids}
    query = sa.select(ClauseRemark).where(ClauseRemark.thread_id.in_(ids)).order_by(ClauseRemark.id)
    for remark in session.scalars(query):
        found[remark.thread_id].append(remark)
    return found


def called(session: Session, remark_ids: Collection[int]) -> dict[int, list[ClauseCall]]:
    """Whom each remark calls."""
    found: dict[int, list[ClauseCall]] = {}
    for call in session.scalars(sa.select(ClauseCall).where(ClauseCall.remark_id.in_(remark_ids))):
        found.setdefault(call.remark_id, []).append(call)
    return found


def counted(session: Session, standard_id: int) -> dict[str, int]:
    """How many threads are open beside each clause."""
    query = sa.select(ClauseThread.clause_id, sa.func.count()).group_by(ClauseThread.clause_id)
    return {id_: n for id_, n in session.execute(query.where(ClauseThread.standard_id == standard_id, OPEN))}


def people(standing: Standing, at: datetime) -> dict[int, Named]:
    """Who takes part in the project, each person once: those who may be called and given a thread."""
    by_id = {person.id: person for _, person in standing.roster}
    found: dict[int, Named] = {}
    for seat in standing.seats:
        person = by_id.get(seat.person_id)
        if person is not None and person.id not in found:
            organ = standing.organ(seat.organ_id)
            sitting = Seat(seat.id, person.id, person.name, seat.region_code, seat.organ_id, organ, SeatRole(seat.role))
            if takes_part(TALK, Case(standing, sitting, at)):
                found[person.id] = standing.person(person.id)
    return found


@dataclass(frozen=True)
class Waiting:
    """A thread in which a person is called or has the matter."""

    thread: ClauseThread
    since: datetime
    is_mine: bool


def waiting(session: Session, person: int, standards: sa.ColumnElement[bool] | None = None) -> Sequence[Waiting]:
    """Open threads that wait for a person: given to it, or calling it and not heard yet."""
    call = sa.select(ClauseRemark.thread_id, sa.func.min(ClauseRemark.at).label("since"))
    call = call.join(ClauseCall, ClauseCall.remark_id == ClauseRemark.id)
    calls = call.where(ClauseCall.person_id == person, ClauseCall.heard_at.is_(None)).group_by(ClauseRemark.thread_id)
    calling = calls.subquery()
    query = sa.select(ClauseThread, calling.c.since).outerjoin(calling, calling.c.thread_id == ClauseThread.id)
    query = query.where(OPEN, sa.or_(ClauseThread.assigned_to == person, calling.c.since.is_not(None)))
    rows = session.execute(query.order_by(ClauseThread.id).limit(MOST))
    return [Waiting(thread, since or thread.last_at, thread.assigned_to == person) for thread, since in rows]
