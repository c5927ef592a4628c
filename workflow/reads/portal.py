"""The front door of the public: which groups there are, how many standards each made, what was released last."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.reads.catalogue import IS_PUBLIC
from workflow.records.agreements import Agreement, Member
from workflow.records.numbers import RegionNumber
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import LIVE, AgreementState, Joint

APPLIED = LIVE - {Joint.RELEASED}  # 现行


@dataclass(frozen=True)
class Group:
    """A group of regions, and how many standards it released; those that apply today among them."""

    agreement: Agreement
    regions: list[Region]
    released: int
    applied: int


@dataclass(frozen=True)
class Place:
    """A region, and how many released standards bear a number of its own."""

    region: Region
    released: int


def groups(session: Session) -> list[Group]:
    """The agreements in force, and any under which something was released, in three statements."""
    query = sa.select(Standard.agreement_id, Standard.state, sa.func.count(Standard.id)).where(IS_PUBLIC)
    counted: dict[int, dict[Joint, int]] = {}
    for agreement, state, n in session.execute(query.group_by(Standard.agreement_id, Standard.state)):
        counted.setdefault(agreement, {})[state] = n
    shown = sa.or_(Agreement.state == AgreementState.IN_FORCE, Agreement.id.in_(counted))
    found = list(session.scalars(sa.select(Agreement).where(shown).order_by(Agreement.id)))
    regions = _members(session, [one.id for one in found])
    return [_group(one, regions.get(one.id, []), counted.get(one.id, {})) for one in found]


def _group(agreement: Agreement, regions: list[Region], counted: dict[Joint, int]) -> Group:
    applied = sum(n for state, n in counted.items() if state in APPLIED)
    return Group(agreement, regions, sum(counted.values()), applied)


def group(session: Session, code: str) -> Group | None:
    """A group by its code."""
    return next((one for one in groups(session) if one.agreement.code == code), None)


def _members(session: Session, agreements: list[int]) -> dict[int, list[Region]]:
    query = sa.select(Member.agreement_id, Region).join(Region, Region.code == Member.region_code)
    found: dict[int, list[Region]] = {}
    for agreement, place in session.execute(query.where(Member.agreement_id.in_(agreements)).order_by(Member.rank)):
        found.setdefault(agreement, []).append(place)
    return found


def places(session: Session) -> list[Place]:
    """The regions that carry numbers of released standards."""
    n = sa.func.count(sa.distinct(RegionNumber.standard_id))
    query = sa.select(Region, n).join(RegionNumber, RegionNumber.region_code == Region.code)
    query = query.join(Standard, Standard.id == RegionNumber.standard_id).where(IS_PUBLIC)
    rows = session.execute(query.group_by(*Region.__table__.columns).order_by(Region.code))
    return [Place(region, number) for region, number in rows]


def by_year(session: Session) -> list[tuple[int, int]]:
    """How many were released in each Beijing year, the latest first; those whose day is not known are in none."""
    query = sa.select(sa.func.min(Standard.released_at), sa.func.max(Standard.released_at)).where(IS_PUBLIC)
    first, last = session.execute(query).one()
    if first is None or last is None:
        return []
    years = range(clock.day_of(last).year, clock.day_of(first).year - 1, -1)
    each = [sa.func.count(sa.case((in_year(year), Standard.id))) for year in years]
    counted = session.execute(sa.select(*each).where(IS_PUBLIC)).one()
    return [(year, n) for year, n in zip(years, counted, strict=True) if n]


def in_year(year: int) -> sa.ColumnElement[bool]:
    """Released within a Beijing year."""
    begin, end = (clock.start_of(date(each, 1, 1)) for each in (year, year + 1))
    return sa.and_(Standard.released_at >= begin, Standard.released_at < end)
