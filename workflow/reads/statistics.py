"""Live figures of what a seat's groups make: each is one grouped count, and says what it counts."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.reads.board import within
from workflow.records.numbers import RegionNumber
from workflow.records.places import Region
from workflow.records.standards import Standard, StandardTrack
from workflow.standing import Seat
from workflow.vocabulary import ENDED, RESTING, UNDECIDED, Joint


@dataclass(frozen=True)
class OfRegion:
    """What one region takes part in, still decides on, and has released."""

    region: Region
    taking_part: int
    undecided: int
    released: int


@dataclass(frozen=True)
class Figures:
    """All figures at one moment. By state, those entered from records stand apart; by field, what ended is left out."""

    listed: int
    ended: int
    by_state: dict[tuple[Joint, bool], int]
    by_region: list[OfRegion]
    by_year: dict[int | None, int]
    by_field: dict[str, int]


def figures(session: Session, seat: Seat) -> Figures:
    """The counts, in four statements whatever their number."""
    each = (Standard.state, Standard.is_imported)
    by_state = {(state, bool(old)): n for state, old, n in session.execute(_counted(seat, *each))}
    ended = sum(n for (state, _), n in by_state.items() if state.is_end)
    live = _counted(seat, Standard.field).where(Standard.state.not_in(ENDED))
    fields = {field: n for field, n in session.execute(live)}
    return Figures(
        sum(by_state.values()) - ended,
        ended,
        {key: by_state[key] for state in Joint for key in ((state, False), (state, True)) if key in by_state},
        _by_region(session, seat),
        _by_year(session, seat),
        dict(sorted(fields.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _counted(seat: Seat, *columns: Any) -> sa.Select[Any]:
    return sa.select(*columns, sa.func.count(Standard.id)).where(*within(seat)).group_by(*columns)


def _by_year(session: Session, seat: Seat) -> dict[int | None, int]:
    """Released standards by the Beijing year of their release; None where the day is not known."""
    out = sa.or_(Standard.released_at.is_not(None), Standard.is_imported)
    found: dict[int | None, int] = {}
    hours = sa.select(Standard.released_at, sa.func.count(Standard.id)).where(*within(seat), out)
    for at, n in session.execute(hours.group_by(Standard.released_at)):
        year = at.astimezone(BEIJING).year if at else None
        found[year] = found.get(year, 0) + n
    return dict(sorted(found.items(), key=lambda pair: -(pair[0] or 0)))


def _by_region(session: Session, seat: Seat) -> list[OfRegion]:
    carried = sa.exists().where(
        RegionNumber.standard_id == Standard.id, RegionNumber.region_code == StandardTrack.region_code
    )
    kinds = (StandardTrack.state.not_in(RESTING), StandardTrack.state.in_(UNDECIDED), carried)
    counts = [sa.func.sum(sa.case((kind, 1), else_=0)) for kind in kinds]
    query = sa.select(Region, *counts).join(StandardTrack, StandardTrack.region_code == Region.code)
    query = query.join(Standard, Standard.id == StandardTrack.standard_id).where(*within(seat))
    rows = session.execute(query.group_by(*Region.__table__.columns).order_by(Region.code))
    return [OfRegion(region, *numbers) for region, *numbers in rows]
