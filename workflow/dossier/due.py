"""What its retention class makes due: papers of thirty years, drafts and notices of ten, counted from the release or
from the end of a project that came to none. Nothing goes by itself; what is held by order is listed as held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of, start_of, years_after
from workflow.dossier.retained import LONG, OF_PAPERS, SHORT
from workflow.records.events import SECRET, Event, Opening
from workflow.records.keeping import LegalHold
from workflow.records.notices import RegionNotice
from workflow.records.papers import Paper
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.vocabulary import ENDED, PaperKind, TextPurpose

PAGE: Final = 20  # standards
YEARS: Final = {LONG: 30, SHORT: 10}
DRAFTS, NOTICES = "drafts", "notices"
_CLOSED: Final = sa.func.coalesce(Standard.released_at, sa.case((Standard.state.in_(ENDED), Standard.since)))
Place = tuple[int, int]  # a log and an index in it


@dataclass(frozen=True)
class Due:
    """Something of a standard that one region keeps: a paper, or so many drafts or notices."""

    standard: Standard
    region: str | None
    kind: PaperKind | str
    name: str
    n: int
    retention: str
    closed: date
    held: str  # the order by which it stays, or nothing
    place: Place | None = None  # the event that handed it in, where something of it can still be erased

    @property
    def on(self) -> date:
        return years_after(self.closed, YEARS[self.retention])


@dataclass(frozen=True)
class Asked:
    """Whose (None: everybody's), and what is due by which day."""

    region: str | None
    until: date


def total(session: Session, asked: Asked) -> int:
    """How many standards were closed long enough ago to have something due."""
    return session.scalar(sa.select(sa.func.count()).select_from(_closed(asked).subquery())) or 0


def due(session: Session, asked: Asked, page: int) -> list[Due]:
    """A page of standards with what is due of each, those that were closed first before the others."""
    query = _closed(asked).order_by(_CLOSED, Standard.id).limit(PAGE).offset((page - 1) * PAGE)
    found = [one for standard in session.scalars(query) for one in _of(session, standard)]
    return [one for one in found if one.on <= asked.until and asked.region in (None, one.region)]


def _closed(asked: Asked) -> sa.Select[Standard]:
    """Closed long enough ago for the shortest class, give or take a day that a calendar lacks: rows are judged by their
    own day."""
    if asked.until.year <= YEARS[SHORT] + 1:
        return sa.select(Standard).where(sa.false())
    near = start_of(years_after(asked.until, -YEARS[SHORT]) + timedelta(days=2))
    return sa.select(Standard).where(near > _CLOSED, _has_any(asked.region))


def _has_any(region: str | None) -> sa.ColumnElement[bool]:
    """The standard has something that may fall due, of this region."""
    papers = sa.exists().where(
        Paper.standard_id == Standard.id, Paper.kind.in_(OF_PAPERS), _is(Paper.region_code, region)
    )
    notices = sa.exists().where(RegionNotice.standard_id == Standard.id, _is(RegionNotice.region_code, region))
    drafts = sa.exists().where(Version.standard_id == Standard.id, Version.purpose == TextPurpose.DRAFT)
    return sa.or_(papers, notices, sa.and_(drafts, _is(Standard.lead_region, region)))


def _is(
    column: sa.orm.InstrumentedAttribute[str | None] | sa.orm.InstrumentedAttribute[str], region: str | None
) -> sa.ColumnElement[bool]:
    return sa.true() if region is None else column == region


def _of(session: Session, standard: Standard) -> Iterator[Due]:
    closed = day_of(standard.released_at or standard.since)
    order = (LegalHold.standard_id == standard.id, LegalHold.lifted_at.is_(None))
    held = session.scalar(sa.select(LegalHold.document).where(*order).order_by(LegalHold.id).limit(1)) or ""
    places = _places(session, standard.id)
    mine = (Paper.standard_id == standard.id, Paper.kind.in_(OF_PAPERS))
    for paper in session.scalars(sa.select(Paper).where(*mine).order_by(Paper.id)):
        called = paper.name or paper.document_number
        place = None if held else _place(places, paper)
        yield Due(standard, paper.region_code, paper.kind, called, 1, OF_PAPERS[paper.kind], closed, held, place)
    drafts = (Version.standard_id == standard.id, Version.purpose == TextPurpose.DRAFT)
    if n := session.scalar(sa.select(sa.func.count()).where(*drafts)):
        yield Due(standard, standard.lead_region, DRAFTS, "", n, SHORT, closed, held)
    told = sa.select(RegionNotice.region_code, sa.func.count()).where(RegionNotice.standard_id == standard.id)
    for region, n in session.execute(told.group_by(RegionNotice.region_code).order_by(RegionNotice.region_code)):
        yield Due(standard, region, NOTICES, "", n, SHORT, closed, held)


def _places(session: Session, standard_id: int) -> Sequence[Event]:
    """The events of a standard of which something can still be erased."""
    left = sa.and_(Opening.log_id == Event.log_id, Opening.index == Event.index, Opening.field.not_in(SECRET))
    mine = (Event.noun == "standard", Event.object_id == standard_id, sa.exists().where(left))
    return session.scalars(sa.select(Event).where(*mine).order_by(Event.sequence)).all()


def _place(places: Sequence[Event], paper: Paper) -> Place | None:
    """The log may have lifted the hour of the event: it is the first of the act since the paper came."""
    mine = [e for e in places if e.act == paper.step and e.region_code == paper.region_code and e.at >= paper.at]
    return (mine[0].log_id, mine[0].index) if mine else None
