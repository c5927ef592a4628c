"""Whose turn it is, for one seat: what must be done now, what comes to its region, what was done; read off `turns`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.catalogue import IS_PUBLIC, SEATS, agreements_of, visible
from workflow.records.agreements import Agreement, Member
from workflow.records.events import Event
from workflow.records.notices import RegionNotice
from workflow.records.places import Region
from workflow.records.standards import Hand, Standard, Turn
from workflow.vocabulary import ADMINISTRATORS, BEFORE, Joint, Notice, Role, SeatRole
from workflow.who import IMPLEMENTERS, SEATED

MOST = 200  # matters shown at once; whoever has more works from the top
FEW = 20
LATELY = 10
URGENT = (Turn.due_on.is_(None), Turn.due_on, Turn.standard_id, Turn.id)  # late first; what has no day comes last
UNREAD = (Notice.QUEUED, Notice.DELIVERED)
OF_THE_AUTHORITY = (Role.COORDINATOR, Role.HANDLER, Role.APPROVER)
APART = ADMINISTRATORS | {SeatRole.EXPERT, SeatRole.DRAFTER, SeatRole.OBSERVER}  # no projects, or theirs by name
UNDER_WAY = BEFORE | {Joint.PROPOSED}


@dataclass(frozen=True)
class Matter:
    """One turn with its standard."""

    turn: Turn
    standard: Standard
    agreement: Agreement


@dataclass(frozen=True)
class Inbox:
    """The page of my turn."""

    now: list[Matter]
    coming: list[Matter]
    watched: list[tuple[Standard, Agreement]]
    done: list[tuple[Event, Standard]]
    told: list[tuple[RegionNotice, Standard]]
    unread: int


def inbox(session: Session, seat: Seat) -> Inbox:
    """Everything the page of a seat shows; a fixed number of statements."""
    now = _matters(session, mine(seat), MOST)
    busy = {matter.standard.id for matter in now}
    coming = [m for m in _matters(session, _coming(seat), MOST) if m.standard.id not in busy]
    coming = list({m.standard.id: m for m in reversed(coming)}.values())[::-1][:FEW]
    told = _told(seat)
    return Inbox(
        now,
        coming,
        _watched(session, seat, busy | {m.standard.id for m in coming}),
        _done(session, seat),
        [(n, s) for n, s in session.execute(told.order_by(RegionNotice.id.desc()).limit(FEW))],
        session.scalar(told.with_only_columns(sa.func.count())) or 0,
    )


def roles_of(seat: Seat) -> list[Role]:
    """Every relation that a seat of this kind can fill; some also answer for a duty of their own organ."""
    found = [role for role, sits in SEATED.items() if sits is seat.role]
    return [*found, Role.IMPLEMENTER] if seat.role in IMPLEMENTERS - {SeatRole.IMPLEMENTER} else found


@lru_cache(maxsize=SEATS)
def mine(seat: Seat) -> sa.ColumnElement[bool]:
    """The condition under which a turn is this seat's own; over `Turn` joined with `Standard`."""
    authority = sa.exists().where(
        Member.agreement_id == Standard.agreement_id,
        Member.region_code == seat.region,
        Member.authority_id == seat.organ_id,
    )
    return sa.and_(
        Turn.role.in_(roles_of(seat)),
        Turn.step != "",
        sa.or_(Turn.region_code.is_(None), Turn.region_code == seat.region, Turn.organ_id == seat.organ_id),
        sa.or_(Turn.organ_id.is_(None), Turn.organ_id == seat.organ_id),
        sa.or_(Turn.person_id.is_(None), Turn.person_id.in_(seat.persons)),
        *([Turn.step.in_(seat.steps)] if seat.steps else []),
        sa.or_(Turn.role.not_in(OF_THE_AUTHORITY), authority),
        *within(seat),
    )


def within(seat: Seat) -> list[sa.ColumnElement[bool]]:
    """What is public elsewhere is no matter of this seat's, nor released work that of persons named for the making."""
    work = sa.not_(IS_PUBLIC) if seat.role in APART else Standard.agreement_id.in_(agreements_of(seat))
    return [visible(seat), work]


def _coming(seat: Seat) -> sa.ColumnElement[bool]:
    """Turns of the seat's region, or of a province's cities, that others must take first."""
    cities = sa.select(Region.code).where(Region.parent_code == seat.region)
    here = Turn.region_code.in_(cities) if seat.role is SeatRole.PROVINCE else Turn.region_code == seat.region
    return sa.and_(here, sa.not_(mine(seat)), *within(seat))


def _matters(session: Session, condition: sa.ColumnElement[bool], most: int) -> list[Matter]:
    query = sa.select(Turn, Standard, Agreement).join(Standard, Standard.id == Turn.standard_id)
    query = query.join(Agreement, Agreement.id == Standard.agreement_id).where(condition)
    rows = session.execute(query.order_by(*URGENT).limit(most))
    return list({(t.standard_id, t.step, t.key, t.region_code): Matter(t, s, a) for t, s, a in rows}.values())


def elsewhere(session: Session, seats: Sequence[Seat]) -> dict[int, int]:
    """How many matters wait at each of a person's other seats, in one statement."""
    if not seats:
        return {}
    turns = sa.select(sa.func.count()).select_from(Turn).join(Standard, Standard.id == Turn.standard_id)
    each = [turns.add_columns(sa.literal(seat.id)).where(mine(seat)) for seat in seats]
    return {seat_id: n for n, seat_id in session.execute(sa.union_all(*each)) if n}


def _watched(session: Session, seat: Seat, shown: set[int]) -> list[tuple[Standard, Agreement]]:
    """Projects under way that the person had a hand in and that wait for somebody else."""
    query = sa.select(Standard, Agreement).join(Agreement, Agreement.id == Standard.agreement_id)
    hands = sa.select(Hand.standard_id).where(Hand.person_id == seat.person_id)
    here = (Standard.id.in_(hands), Standard.id.not_in(shown), Standard.state.in_(UNDER_WAY), *within(seat))
    rows = session.execute(query.where(*here).order_by(Standard.since.desc(), Standard.id).limit(FEW))
    return [(standard, agreement) for standard, agreement in rows]


def _done(session: Session, seat: Seat) -> list[tuple[Event, Standard]]:
    query = sa.select(Event, Standard).join(Standard, Standard.id == Event.object_id)
    own = (Event.noun == "standard", Event.person_id == seat.person_id, visible(seat))
    rows = session.execute(query.where(*own).order_by(Event.at.desc(), Event.index.desc()).limit(LATELY))
    return [(event, standard) for event, standard in rows]


def _told(seat: Seat) -> sa.Select[RegionNotice, Standard]:
    """Notices to the seat's region that nobody has read."""
    query = sa.select(RegionNotice, Standard).join(Standard, Standard.id == RegionNotice.standard_id)
    return query.where(RegionNotice.region_code == seat.region, RegionNotice.state.in_(UNREAD), *within(seat))
