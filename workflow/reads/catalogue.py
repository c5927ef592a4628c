"""Which standards a seat may see: everything else is not there for it, never forbidden."""

from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat, Standing
from workflow.records.agreements import Agreement, Member
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.places import Region
from workflow.records.standards import Drafter, Standard
from workflow.search.disclosed import IS_PUBLIC as IS_PUBLIC
from workflow.vocabulary import ADMINISTRATORS, SeatRole

MOST = 500  # standards that a form offers
SEATS = 256  # whose conditions are kept in words: a page asks for the same ones a dozen times


@lru_cache(maxsize=SEATS)
def visible(seat: Seat | None) -> sa.ColumnElement[bool]:
    """The condition under which a standard exists for a seat; without a seat only what is released does."""
    if seat is None or seat.region is None or seat.role in ADMINISTRATORS:
        return IS_PUBLIC
    if seat.role is SeatRole.EXPERT:
        panels = sa.select(ReviewPanel.standard_id).join(PanelMember, PanelMember.panel_id == ReviewPanel.id)
        return sa.or_(IS_PUBLIC, Standard.id.in_(panels.where(PanelMember.person_id == seat.person_id)))
    if seat.role is SeatRole.DRAFTER:
        named = sa.select(Drafter.standard_id).where(Drafter.person_id == seat.person_id, Drafter.until.is_(None))
        return sa.or_(IS_PUBLIC, Standard.id.in_(named))
    if seat.role is SeatRole.OBSERVER:
        return IS_PUBLIC
    return sa.or_(IS_PUBLIC, Standard.agreement_id.in_(agreements_of(seat)))


@lru_cache(maxsize=SEATS)
def agreements_of(seat: Seat) -> sa.Select[int]:
    """Ids of the agreements to which a seat's region is party, or is the province of a party."""
    ours = sa.or_(Member.region_code == seat.region, Region.parent_code == seat.region)
    found = sa.select(Member.agreement_id).join(Region, Region.code == Member.region_code)
    return found.where(ours if seat.region else sa.false())


def own(seat: Seat | None) -> sa.ColumnElement[bool]:
    """The condition under which a standard belongs to a group of the seat's region."""
    return Standard.agreement_id.in_(agreements_of(seat)) if seat is not None else sa.false()


def find(session: Session, seat: Seat | None, standard_id: int) -> Standing | None:
    """A standard as this seat may see it, or None: absent and hidden look alike."""
    if not 0 < standard_id < 2**31:
        return None
    query = sa.select(Standard.id).where(Standard.id == standard_id, visible(seat))
    found = session.scalar(query)
    return Standing.load(session, found) if found is not None else None


def is_public(session: Session, standard_id: int) -> bool:
    """Whether anybody may know of a standard."""
    known = sa.select(Standard.id).where(Standard.id == standard_id, IS_PUBLIC)
    return 0 < standard_id < 2**31 and session.scalar(known) is not None


def agreements(session: Session, seat: Seat) -> list[Agreement]:
    """The agreements a seat works under."""
    query = sa.select(Agreement).where(Agreement.id.in_(agreements_of(seat))).order_by(Agreement.id)
    return list(session.scalars(query))


def standards_of(session: Session, seat: Seat, agreement_id: int) -> list[Standard]:
    """The standards of an agreement that a seat may see, the newest first."""
    query = sa.select(Standard).where(Standard.agreement_id == agreement_id, visible(seat))
    return list(session.scalars(query.order_by(Standard.id.desc()).limit(MOST)))
