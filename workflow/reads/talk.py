"""What is said beside the clauses of a text: threads with their remarks, who may be called, who is called."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.beside import TALK, takes_part
from workflow.reads.inbox import within
from workflow.records.clause_threads import ClauseCall, ClauseRemark, ClauseThread
from workflow.records.people import Appointment
from workflow.records.places import Region
from workflow.records.standards import Standard, StandardTrack
from workflow.seats.sitting import seated, sitting
from workflow.vocabulary import TAKING_PART, SeatRole

MOST = 200  # threads shown at once
OPEN = ClauseThread.resolved_at.is_(None)


@dataclass(frozen=True)
class Wanted:
    """What a list of threads is narrowed to; `mine` are those that the person has, opened or is called in."""

    is_open: bool | None = None
    mine: int | None = None
    clause: str = ""


def threads(session: Session, standard_id: int, wanted: Wanted) -> list[ClauseThread]:
    """Threads of a standard, those with the latest word first."""
    where = [ClauseThread.standard_id == standard_id]
    where += [OPEN if wanted.is_open else sa.not_(OPEN)] if wanted.is_open is not None else []
    where += [_of(wanted.mine)] if wanted.mine is not None else []
    where += [ClauseThread.clause_id == wanted.clause] if wanted.clause else []
    query = sa.select(ClauseThread).where(*where).order_by(ClauseThread.last_at.desc(), ClauseThread.id.desc())
    return list(session.scalars(query.limit(MOST)))


def one(session: Session, standard_id: int, thread_id: int) -> list[ClauseThread]:
    """One thread of a standard, or none."""
    mine = (ClauseThread.standard_id == standard_id, ClauseThread.id == min(thread_id, 2**31))
    return list(session.scalars(sa.select(ClauseThread).where(*mine)))


def threads_with_others(session: Session, standard_id: int, person: int, after: datetime) -> list[ClauseThread]:
    """Threads in which somebody else said or did something after a moment, those with the latest word first."""
    here = (ClauseRemark.thread_id == ClauseThread.id, ClauseRemark.person_id != person, ClauseRemark.at > after)
    query = sa.select(ClauseThread).where(ClauseThread.standard_id == standard_id, sa.exists().where(*here))
    return list(session.scalars(query.order_by(ClauseThread.last_at.desc(), ClauseThread.id.desc()).limit(MOST)))


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


def people(session: Session, standing: Standing, at: datetime) -> dict[int, Seat]:
    """Who takes part in the project, each person once with a seat: those who may be called and given a thread."""
    named = {d.person_id for d in standing.drafters} | {m.person_id for m in standing.panel_members}
    codes = {*standing.tracks, *(place.parent_code for place in standing.places.values() if place.parent_code)}
    near = sa.or_(
        Appointment.region_code.in_(codes), Appointment.region_code.is_(None), Appointment.person_id.in_(named)
    )
    seats = [seated(*row) for row in session.execute(sitting(day_of(at)).where(near))]
    return {seat.person_id: seat for seat in seats if takes_part(TALK, Case(standing, seat, at))}


@dataclass(frozen=True)
class Waiting:
    """A thread in which a person is called, or which the person has."""

    thread: ClauseThread
    standard: Standard
    since: datetime
    is_new: bool  # the person was not told of it by e-mail


def waiting(session: Session, seat: Seat) -> list[Waiting]:
    """Open threads that wait for a seat's person: calling it and not heard yet, or given to it; one statement."""
    first, told = sa.func.min(ClauseRemark.at).label("since"), sa.func.count(ClauseCall.told_at).label("told")
    calls = sa.select(ClauseRemark.thread_id, first, told, sa.func.count().label("n"))
    calls = calls.join(ClauseCall, ClauseCall.remark_id == ClauseRemark.id).group_by(ClauseRemark.thread_id)
    calling = calls.where(ClauseCall.person_id == seat.person_id, ClauseCall.heard_at.is_(None)).subquery()
    columns = (calling.c.since, calling.c.told < calling.c.n)
    query = sa.select(ClauseThread, Standard, *columns).join(Standard, Standard.id == ClauseThread.standard_id)
    query = query.outerjoin(calling, calling.c.thread_id == ClauseThread.id)
    mine = sa.or_(ClauseThread.assigned_to == seat.person_id, calling.c.since.is_not(None))
    where = (OPEN, mine, Standard.state.in_(TALK.during), *within(seat), *_inside(seat))
    rows = session.execute(query.where(*where).order_by(ClauseThread.id).limit(MOST))
    return [Waiting(thread, standard, since or thread.last_at, bool(new)) for thread, standard, since, new in rows]


def _inside(seat: Seat) -> list[sa.ColumnElement[bool]]:
    """`who.is_within` as a condition over `Standard`."""
    if seat.region is None or seat.role in (SeatRole.EXPERT, SeatRole.DRAFTER):
        return []
    cities = sa.select(Region.code).where(sa.or_(Region.code == seat.region, Region.parent_code == seat.region))
    part = (StandardTrack.standard_id == Standard.id, StandardTrack.region_code.in_(cities))
    return [sa.exists().where(*part, StandardTrack.state.in_(TAKING_PART))]
