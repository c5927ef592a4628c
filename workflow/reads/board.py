"""The board: what the seat's groups work on, in four columns by stage; the same few statements at any size."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.picture.standing import Seat
from workflow.reads.catalogue import agreements_of, visible
from workflow.reads.inbox import mine
from workflow.reads.search import says
from workflow.records.agreements import Agreement, Member
from workflow.records.events import Event
from workflow.records.places import Region
from workflow.records.standards import Standard, StandardTrack, Turn
from workflow.vocabulary import ENDED, Joint, Stage

PAGE = 30  # cards a column
FEW = 6  # of the finished ones, while all columns stand side by side
BLOCKS = "gap.blocks"


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed to; None or empty leaves it wide. A stage shows its column alone, page by page."""

    words: str = ""
    field: str = ""
    region: str = ""
    year: int | None = None
    is_late: bool = False
    is_mine: bool = False
    is_blocked: bool = False
    is_ended: bool = False
    stage: Stage | None = None
    page: int = 1


@dataclass(frozen=True)
class Column:
    """One stage: how many stand in it, and those that are shown."""

    stage: Stage
    total: int
    rows: list[tuple[Standard, Agreement]]


@dataclass(frozen=True)
class Tally:
    """How many wait for the seat, are late, are blocked - on the whole board, whatever it is narrowed to."""

    mine: int
    late: int
    blocked: int
    ended: int


@dataclass(frozen=True)
class Ways:
    """What the board may be narrowed to."""

    fields: list[str]
    regions: list[Region]
    years: list[int]


def columns(session: Session, seat: Seat, wanted: Wanted, today: date) -> list[Column]:
    """The columns with their cards: what is due first stands first."""
    where = [*within(seat), *_narrowed(wanted, seat, today)]
    counts: dict[Stage, int] = dict.fromkeys(Stage, 0)
    each = (Standard.state, Standard.is_imported)
    for state, is_imported, n in session.execute(sa.select(*each, sa.func.count()).where(*where).group_by(*each)):
        counts[stage_of(state, is_imported=is_imported)] += n
    shown = [stage for stage in Stage if wanted.stage in (None, stage)]
    return [Column(s, counts[s], _cards(session, where, s, wanted)) for s in shown]


def stage_of(state: Joint, *, is_imported: bool) -> Stage:
    """The column of a state; what was released before this system knew of it is long out in the world."""
    return Stage.IMPLEMENTATION if is_imported and state is Joint.RELEASED else state.stage


def _in_stage(stage: Stage) -> sa.ColumnElement[bool]:
    own, imported = (
        [state for state in Joint if stage_of(state, is_imported=is_imported) is stage] for is_imported in (False, True)
    )
    each = sa.and_(Standard.is_imported.is_(False), Standard.state.in_(own))
    others = sa.and_(Standard.is_imported.is_(True), Standard.state.in_(imported))
    either = Standard.state.in_(list(dict.fromkeys([*own, *imported])))  # said once for all, so that the index serves
    return sa.and_(either, sa.or_(each, others))


def within(seat: Seat) -> list[sa.ColumnElement[bool]]:
    """The projects of the seat's own groups, as far as it may see them."""
    own = [Standard.agreement_id.in_(agreements_of(seat))] if seat.region else []
    return [visible(seat), *own]


def _cards(
    session: Session, where: Sequence[sa.ColumnElement[bool]], stage: Stage, wanted: Wanted
) -> list[tuple[Standard, Agreement]]:
    due = sa.select(sa.func.min(Turn.due_on)).where(Turn.standard_id == Standard.id).scalar_subquery()
    query = sa.select(Standard, Agreement).join(Agreement, Agreement.id == Standard.agreement_id)
    query = query.where(*where, _in_stage(stage))
    newest = sa.case((Standard.is_imported, Standard.released_at), else_=Standard.since)
    query = query.order_by(due.is_(None), due, newest.is_(None), newest.desc(), Standard.id.desc())
    if wanted.stage is None:
        query = query.limit(FEW if stage is Stage.IMPLEMENTATION else PAGE)
    else:
        query = query.limit(PAGE).offset((wanted.page - 1) * PAGE)
    rows = session.execute(query)
    return [(standard, agreement) for standard, agreement in rows]


def _narrowed(wanted: Wanted, seat: Seat, today: date) -> list[sa.ColumnElement[bool]]:
    of_turns = wanted.is_late or wanted.is_mine or wanted.is_blocked  # whatever the state: what is owed is owed
    shown = [s for s in Joint if of_turns or (s in ENDED) is wanted.is_ended]  # by name, so that the index serves
    found = [Standard.state.in_(shown), *says(wanted.words, sa.true())]
    turn = sa.exists().where(Turn.standard_id == Standard.id)
    if wanted.field:
        found.append(Standard.field == wanted.field)
    if wanted.region:
        found.append(turn.where(Turn.region_code == wanted.region))
    if wanted.is_mine:
        turns = sa.select(Turn.standard_id).join(Standard, Standard.id == Turn.standard_id).where(mine(seat))
        found.append(Standard.id.in_(turns.correlate(None)))
    if wanted.is_late:
        found.append(turn.where(Turn.due_on < today))
    if wanted.is_blocked:
        found.append(turn.where(Turn.key == BLOCKS))
    if wanted.year is not None:
        found.append(_in_year(wanted.year))
    return found


def _in_year(year: int) -> sa.ColumnElement[bool]:
    """Released in the year or, while it is not released, proposed in it."""
    begin, end = clock.start_of(date(year, 1, 1)), clock.start_of(date(year + 1, 1, 1))
    first = (Event.noun == "standard", Event.object_id == Standard.id, Event.sequence == 1)
    proposed = sa.exists().where(*first, Event.at >= begin, Event.at < end)
    pending = sa.and_(Standard.released_at.is_(None), Standard.is_imported.is_(False), proposed)
    return sa.or_(sa.and_(Standard.released_at >= begin, Standard.released_at < end), pending)


def tally(session: Session, seat: Seat, today: date) -> Tally:
    """The counts above the board, in one statement."""
    turns = sa.select(sa.func.count(sa.distinct(Turn.standard_id))).select_from(Turn)
    turns = turns.join(Standard, Standard.id == Turn.standard_id).where(*within(seat))
    ended = sa.select(sa.func.count(Standard.id)).where(*within(seat), Standard.state.in_(ENDED))
    narrowed = [turns.where(mine(seat)), turns.where(Turn.due_on < today), turns.where(Turn.key == BLOCKS), ended]
    return Tally(*session.execute(sa.select(*(one.scalar_subquery() for one in narrowed))).one())


def ways(session: Session, seat: Seat, today: date) -> Ways:
    """The fields, regions and years that occur."""
    fields = session.scalars(sa.select(Standard.field).where(*within(seat), Standard.field != "").distinct())
    members = sa.select(Region).join(Member, Member.region_code == Region.code)
    members = members.where(Member.agreement_id.in_(agreements_of(seat))).order_by(Member.agreement_id, Member.rank)
    first = sa.select(sa.func.min(Standard.released_at)).where(*within(seat)).scalar_subquery()
    begun = sa.select(sa.func.min(Event.at)).where(Event.noun == "standard").scalar_subquery()
    known = [clock.day_of(at).year for at in session.execute(sa.select(first, begun)).one() if at is not None]
    years = list(range(today.year, min(known, default=today.year) - 1, -1))
    return Ways(sorted(fields), list(dict.fromkeys(session.scalars(members))), years)


def waiting_for(session: Session, seat: Seat, standard_ids: Collection[int]) -> set[int]:
    """Those of the standards in which it is this seat's turn."""
    query = sa.select(Turn.standard_id).join(Standard, Standard.id == Turn.standard_id)
    return set(session.scalars(query.where(Turn.standard_id.in_(standard_ids), mine(seat))))


def plans_of(session: Session, standards: Collection[Standard]) -> dict[int, str]:
    """The plan number of each project in its leading region."""
    query = sa.select(StandardTrack.standard_id, StandardTrack.plan_number)
    query = query.join(Standard, Standard.id == StandardTrack.standard_id)
    lead = (StandardTrack.region_code == Standard.lead_region, StandardTrack.plan_number.is_not(None))
    rows = session.execute(query.where(Standard.id.in_([one.id for one in standards]), *lead))
    return {standard_id: plan for standard_id, plan in rows if plan}
