"""What anybody may read without logging in: released standards. Nothing exists here before its release."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.reads.catalogue import IS_PUBLIC, find
from workflow.reads.portal import in_year
from workflow.records.agreements import Agreement
from workflow.records.events import Event
from workflow.records.numbers import RegionNumber
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.text.clauses import Text

PAGE = 30
Numbered = tuple[RegionNumber, Region]


@dataclass(frozen=True)
class Wanted:
    """Of which group, region or year a list is; None or empty leaves it wide."""

    region: str = ""
    year: int | None = None
    group: str = ""


@dataclass(frozen=True)
class Released:
    """A released standard in a list, with the number of each region's edition."""

    standard: Standard
    agreement: Agreement
    numbers: list[Numbered]


@dataclass(frozen=True)
class Found:
    """One page of the list, and how long it is."""

    total: int
    rows: list[Released]


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
    return Found(total, _rows(session, where, PAGE, (page - 1) * PAGE))


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
    if wanted.year is not None:
        found.append(in_year(wanted.year))
    if wanted.group:
        found.append(Standard.agreement_id.in_(sa.select(Agreement.id).where(Agreement.code == wanted.group)))
    return found


def numbers_by_standard(session: Session, standards: list[int]) -> dict[int, list[Numbered]]:
    """The numbers of standards, each with its region."""
    query = sa.select(RegionNumber, Region).join(Region, Region.code == RegionNumber.region_code)
    query = query.where(RegionNumber.standard_id.in_(standards)).order_by(RegionNumber.id)
    found: dict[int, list[Numbered]] = {}
    for number, place in session.execute(query):
        found.setdefault(number.standard_id, []).append((number, place))
    return found


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
