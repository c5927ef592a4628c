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
from workflow.vocabulary import RESTING, UNDECIDED, Joint


@dataclass(frozen=True)
class OfRegion:
    """What one region takes part in, still decides on, and has released."""

    region: Region
    taking_part: int
    undecided: int
    released: int


@dataclass(frozen=True)
class Figures:
    """All figures at one moment."""

    total: int
    by_state: dict[Joint, int]
    by_region: list[OfRegion]
    by_year: dict[int | None, int]
    by_field: dict[str, int]


def figures(session: Session, seat: Seat) -> Figures:
    """The counts, in four statements whatever their number."""
    by_state = _counted(session, seat, Standard.state)
    fields = _counted(session, seat, Standard.field)
    return Figures(
        sum(by_state.values()),
        {state: by_state[state] for state in Joint if state in by_state},
        _by_region(session, seat),
        _by_year(session, seat),
        dict(sorted(fields.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _counted(session: Session, seat: Seat, column: Any) -> dict[Any, int]:
    query = sa.select(column, sa.func.count(Standard.id)).where(*within(seat)).group_by(column)
    return {value: n for value, n in session.execute(query)}


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
