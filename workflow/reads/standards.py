"""Standards as lists and figures for programs: filtered, paged, counted; always within what the seat may see."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat, Standing
from workflow.reads.catalogue import own, visible
from workflow.reads.search import says
from workflow.records.agreements import Agreement
from workflow.records.numbers import RegionNumber
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import ADMINISTRATORS, Joint, SeatRole, Stage, Track

PAGE = 50
NAMED = frozenset({SeatRole.EXPERT, SeatRole.DRAFTER, SeatRole.OBSERVER})


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; None or empty leaves it wide."""

    stage: Stage | None = None
    state: Joint | None = None
    region: str = ""
    words: str = ""


@dataclass(frozen=True)
class Listed:
    """One page of a list, and how long the whole list is."""

    total: int
    page: int
    rows: list[tuple[Standard, Agreement]]

    @property
    def has_next(self) -> bool:
        return self.page * PAGE < self.total


def listed(session: Session, seat: Seat | None, narrowed: Filter, page: int = 1) -> Listed:
    """Standards, newest first."""
    where = [visible(seat), *_conditions(narrowed), *says(narrowed.words, own(seat))]
    total = session.scalar(sa.select(sa.func.count(Standard.id)).where(*where)) or 0
    query = sa.select(Standard, Agreement).join(Agreement, Agreement.id == Standard.agreement_id).where(*where)
    rows = session.execute(query.order_by(Standard.id.desc()).limit(PAGE).offset((page - 1) * PAGE))
    return Listed(total, page, [(standard, agreement) for standard, agreement in rows])


def _conditions(narrowed: Filter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if narrowed.stage is not None:
        found.append(Standard.state.in_([s for s in Joint if s.stage is narrowed.stage]))
    if narrowed.state is not None:
        found.append(Standard.state == narrowed.state)
    if narrowed.region:
        part = (StandardTrack.standard_id == Standard.id, StandardTrack.region_code == narrowed.region)
        found.append(sa.exists().where(*part, StandardTrack.state != Track.OUTSIDE))
    return found


def numbers_of(session: Session, standard_ids: list[int]) -> dict[int, list[RegionNumber]]:
    """The numbers that released standards carry."""
    query = sa.select(RegionNumber).where(RegionNumber.standard_id.in_(standard_ids)).order_by(RegionNumber.id)
    found: dict[int, list[RegionNumber]] = {}
    for number in session.scalars(query):
        found.setdefault(number.standard_id, []).append(number)
    return found


def is_party(standing: Standing, seat: Seat | None) -> bool:
    """Whether the seat takes part in the project, so that it sees the work and not only what was released."""
    if seat is None or seat.region is None or seat.role in ADMINISTRATORS:
        return False
    if seat.role in NAMED:
        on_panel = {m.person_id for m in standing.panel_members}
        return seat.person_id in on_panel | {d.person_id for d in standing.drafters}
    parents = {place.parent_code for place in standing.places.values()}
    return seat.region in standing.tracks or seat.region in parents
