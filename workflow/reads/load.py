"""What each department has to do, counted from projects: those it applies for, those it signs with, its turns."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.catalogue import agreements_of, own, visible
from workflow.reads.inbox import UNDER_WAY
from workflow.reads.waiting_list import Line, Listed
from workflow.records.agreements import Member, Office
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard, StandardTrack, Turn
from workflow.vocabulary import COUNTED, Role

APPLIES, SIGNS, TURNS, LATE = "load.applies", "load.signs", "load.turns", "load.late"
LOADS: Final = (APPLIES, SIGNS, TURNS, LATE)
Query = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Load:
    """A department with how much of each it has."""

    organ: Organ
    region: Region
    counts: Mapping[str, int]


def loads(session: Session, seat: Seat, today: date) -> list[Load]:
    """The departments of the seat's groups that have anything to do, by region."""
    found = {name: _counted(session, query) for name, query in _queries(seat, today).items()}
    busy = {organ for counts in found.values() for organ in counts}
    query = sa.select(Organ, Region).join(Region, Region.code == Organ.region_code).where(Organ.id.in_(busy))
    rows = session.execute(query.order_by(Region.code, Organ.id))
    return [Load(organ, place, {name: found[name][organ.id] for name in LOADS}) for organ, place in rows]


def _counted(session: Session, query: Query) -> Counter[int]:
    told = query.subquery()
    rows = session.execute(sa.select(told.c.organ, sa.func.count()).group_by(told.c.organ))
    return Counter({organ: n for organ, n in rows})


def department(session: Session, seat: Seat, organ_id: int) -> tuple[Organ, Region] | None:
    """A department of one of the regions that work in the seat's groups, or of a province above one."""
    partners = sa.select(Member.region_code).where(Member.agreement_id.in_(agreements_of(seat)))
    above = sa.select(Region.parent_code).where(Region.code.in_(partners))
    ours = sa.or_(Organ.region_code.in_(partners), Organ.region_code.in_(above))
    query = sa.select(Organ, Region).join(Region, Region.code == Organ.region_code)
    found = session.execute(query.where(Organ.id == organ_id, ours)).one_or_none()
    return (found[0], found[1]) if found and 0 < organ_id < 2**31 else None


def of_department(session: Session, seat: Seat, organ_id: int, today: date) -> list[Listed]:
    """Its lists, each as long as its count says."""
    made = []
    for name, query in _queries(seat, today).items():
        told = query.subquery()
        rows = sa.select(Standard, told.c.due, told.c.step).join(told, told.c.standard == Standard.id)
        rows = rows.where(told.c.organ == organ_id).order_by(told.c.due.asc().nulls_last(), Standard.id, told.c.step)
        made.append(Listed(name, [_line(*row) for row in session.execute(rows)]))
    return made


def _line(standard: Standard, due: date | None, step: str | None) -> Line:
    return Line(standard.title_zh, f"/standards/{standard.id}", due, f"step.{step}" if step else standard.state)


def _queries(seat: Seat, today: date) -> dict[str, Query]:
    """Organ, standard, day and step of whatever counts."""
    mine = (visible(seat), own(seat))
    track = StandardTrack
    nothing = (sa.cast(sa.null(), sa.Date).label("due"), sa.cast(sa.null(), sa.String).label("step"))
    applied = sa.select(track.department_id.label("organ"), Standard.id.label("standard"), *nothing)
    applied = applied.join(Standard, Standard.id == track.standard_id)
    applied = applied.where(*mine, track.department_id.is_not(None), Standard.state.in_(UNDER_WAY))
    signed = sa.select(Office.organ_id.label("organ"), Standard.id.label("standard"), *nothing).distinct()
    signed = signed.join(Standard, Standard.agreement_id == Office.agreement_id)
    here = sa.and_(track.standard_id == Standard.id, track.region_code == Office.region_code, track.state.in_(COUNTED))
    signed = signed.join(track, here).where(*mine, Office.until.is_(None), Office.role == Role.COSIGNER)
    signed = signed.where(sa.or_(Office.field.is_(None), Office.field.in_(("", Standard.field))))
    signed = signed.where(Standard.state.in_(UNDER_WAY))
    turns = sa.select(Turn.organ_id.label("organ"), Standard.id.label("standard"), Turn.due_on.label("due"), Turn.step)
    turns = turns.join(Standard, Standard.id == Turn.standard_id).where(*mine, Turn.organ_id.is_not(None))
    return {APPLIES: applied, SIGNS: signed, TURNS: turns, LATE: turns.where(Turn.due_on < today)}
