"""What anybody may read without logging in: released standards. Nothing exists here before its release."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock, manuscript
from workflow.reads.catalogue import IS_PUBLIC, find
from workflow.reads.portal import in_year
from workflow.reads.search import says
from workflow.records.agreements import Agreement
from workflow.records.events import Event
from workflow.records.numbers import RegionNumber
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.standing import Standing
from workflow.text.clauses import Text
from workflow.vocabulary import Joint

PAGE = 30
FIRST_YEAR, LAST_YEAR = 1990, 2999
Numbered = tuple[RegionNumber, Region]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; None or empty leaves it wide."""

    words: str = ""
    region: str = ""
    year: int | None = None
    group: str = ""
    states: frozenset[Joint] = frozenset()


@dataclass(frozen=True)
class Released:
    """A released standard in a list, with the number of each region's edition."""

    standard: Standard
    agreement: Agreement
    numbers: list[Numbered]


@dataclass(frozen=True)
class Found:
    """One page of the list, how long it is, and what it may be narrowed to."""

    total: int
    rows: list[Released]
    regions: list[Region]
    years: list[int]


@dataclass(frozen=True)
class Edition:
    """One released standard whole; no text where it was released before this system knew of it."""

    standing: Standing
    numbers: list[Numbered]
    version: Version | None
    text: Text | None
    event: Event | None


def released(session: Session, wanted: Wanted, page: int = 1) -> Found:
    """Released standards, the newest first."""
    where = [IS_PUBLIC, *_conditions(wanted)]
    total = session.scalar(sa.select(sa.func.count(Standard.id)).where(*where)) or 0
    found = _rows(session, where, PAGE, (page - 1) * PAGE)
    return Found(total, found, _regions(session), _years(session))


def newest(session: Session, most: int) -> list[Released]:
    """What was released last."""
    return _rows(session, [IS_PUBLIC], most)


def _rows(session: Session, where: list[sa.ColumnElement[bool]], most: int, past: int = 0) -> list[Released]:
    query = sa.select(Standard, Agreement).join(Agreement, Agreement.id == Standard.agreement_id).where(*where)
    order = (Standard.released_at.is_(None), Standard.released_at.desc(), Standard.id.desc())
    rows = session.execute(query.order_by(*order).limit(most).offset(past)).all()
    numbers = numbers_by_standard(session, [standard.id for standard, _ in rows])
    return [Released(standard, agreement, numbers.get(standard.id, [])) for standard, agreement in rows]


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.region:
        mine = sa.select(RegionNumber.standard_id).where(RegionNumber.region_code == wanted.region)
        found.append(Standard.id.in_(mine))
    if wanted.year is not None and FIRST_YEAR <= wanted.year <= LAST_YEAR:
        found.append(in_year(wanted.year))
    if wanted.group:
        found.append(Standard.agreement_id.in_(sa.select(Agreement.id).where(Agreement.code == wanted.group)))
    if wanted.states:
        found.append(Standard.state.in_(wanted.states))
    return found + says(wanted.words)


def numbers_by_standard(session: Session, standards: list[int]) -> dict[int, list[Numbered]]:
    """The numbers of standards, each with its region."""
    query = sa.select(RegionNumber, Region).join(Region, Region.code == RegionNumber.region_code)
    query = query.where(RegionNumber.standard_id.in_(standards)).order_by(RegionNumber.id)
    found: dict[int, list[Numbered]] = {}
    for number, place in session.execute(query):
        found.setdefault(number.standard_id, []).append((number, place))
    return found


def _regions(session: Session) -> list[Region]:
    """The regions in which something was released."""
    mine = sa.select(RegionNumber.region_code).join(Standard, Standard.id == RegionNumber.standard_id).where(IS_PUBLIC)
    return list(session.scalars(sa.select(Region).where(Region.code.in_(mine)).order_by(Region.code)))


def _years(session: Session) -> list[int]:
    """The years from the first release to the last, the latest first."""
    query = sa.select(sa.func.min(Standard.released_at), sa.func.max(Standard.released_at)).where(IS_PUBLIC)
    first, last = session.execute(query.where(Standard.released_at.is_not(None))).one()
    return list(range(clock.day_of(last).year, clock.day_of(first).year - 1, -1)) if first and last else []


def edition(session: Session, standard_id: int) -> Edition | None:
    """A released standard, for everybody; None until the moment of its release, whoever asks."""
    standing = find(session, None, standard_id)
    if standing is None:
        return None
    version = _released_version(standing)
    text = manuscript.load(session, version) if version else None
    query = sa.select(Event).where(Event.noun == "standard", Event.object_id == standard_id, Event.act == "release")
    event = session.scalars(query.order_by(Event.sequence.desc()).limit(1)).first()
    return Edition(standing, numbers_by_standard(session, [standard_id]).get(standard_id, []), version, text, event)


def _released_version(standing: Standing) -> Version | None:
    """As it stands today, with the amendments in effect; what is being prepared is nobody's yet."""
    return standing.frozen if standing.released is not None else None
