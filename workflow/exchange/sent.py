"""The packages that were made of a standard, and which of them a seat may fetch: its own region's, or those it made."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from workflow.exchange.making import may_make
from workflow.picture.standing import Seat
from workflow.records.exchange import Package
from workflow.records.standards import Standard


def may_fetch(session: Session, seat: Seat, package: Package) -> bool:
    """What is in it was fit for its region and its maker's, for no third one."""
    if seat.region is None or seat.region not in (package.region_code, package.maker_region):
        return False
    return may_make(session, session.get_one(Standard, package.standard_id), seat)


def of_standard(session: Session, seat: Seat, standard_id: int) -> list[Package]:
    """The packages of a standard that a seat may fetch, the newest first."""
    query = sa.select(Package).where(Package.standard_id == standard_id).order_by(Package.id.desc())
    found = session.scalars(query.options(defer(Package.content)))
    return [package for package in found if may_fetch(session, seat, package)]


def for_region(session: Session, seat: Seat, after: int, most: int) -> list[Package]:
    """The packages made for the seat's region behind an id, in the order in which they are taken."""
    query = sa.select(Package).where(Package.region_code == seat.region, Package.id > after).order_by(Package.id)
    found = session.scalars(query.options(defer(Package.content)).limit(most))
    return [package for package in found if may_fetch(session, seat, package)]


def find(session: Session, seat: Seat, package_id: int) -> Package | None:
    """A package that the seat may fetch."""
    package = session.get(Package, package_id) if 0 < package_id < 2**31 else None
    return package if package is not None and may_fetch(session, seat, package) else None
