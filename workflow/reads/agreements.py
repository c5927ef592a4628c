"""Cooperation agreements as registers show them: members, documents, chains of offices, terms with their citations."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.accord.picture import Accord
from workflow.picture.standing import Seat
from workflow.reads.catalogue import agreements_of
from workflow.records.agreements import Agreement, AgreementDocument, Member, Office, RuleSet
from workflow.records.calendars import CalendarDay
from workflow.records.places import Organ, Region
from workflow.vocabulary import Named, OrganKind, SeatRole

Party = tuple[Member, Region, Organ]
Link = tuple[Office, Organ]


@dataclass(frozen=True)
class Group:
    """An agreement with its members in their fixed order."""

    agreement: Agreement
    parties: list[Party]


@dataclass(frozen=True)
class Whole:
    """One agreement with everything it rests on; the newest terms first."""

    group: Group
    documents: list[AgreementDocument]
    chains: list[Link]
    rule_sets: list[RuleSet]
    territories: list[Named]


def listed(session: Session, seat: Seat) -> list[Group]:
    """The agreements that a seat's region works under."""
    if seat.region is None:
        return []
    query = sa.select(Agreement).where(Agreement.id.in_(agreements_of(seat))).order_by(Agreement.id)
    return _grouped(session, list(session.scalars(query)))


def accord_of(session: Session, seat: Seat, agreement_id: int) -> Accord | None:
    """One of the seat's agreements as the law sees it; None where there is none, or not for this seat."""
    is_everywhere = seat.region is None and seat.role is SeatRole.AUDITOR
    ours = sa.true() if is_everywhere else Agreement.id.in_(agreements_of(seat))
    mine = sa.select(Agreement.id).where(Agreement.id == agreement_id, ours)
    is_there = 0 < agreement_id < 2**31 and session.scalar(mine) is not None
    return Accord.load(session, agreement_id) if is_there else None


def whole(session: Session, seat: Seat, agreement_id: int) -> Whole | None:
    """One of the seat's agreements; None where there is none, or not for this seat."""
    group = next((one for one in listed(session, seat) if one.agreement.id == agreement_id), None)
    if group is None:
        return None
    documents = sa.select(AgreementDocument).where(AgreementDocument.agreement_id == agreement_id)
    chains = sa.select(Office, Organ).join(Organ, Organ.id == Office.organ_id)
    chains = chains.where(Office.agreement_id == agreement_id, Office.until.is_(None))
    rules = sa.select(RuleSet).where(RuleSet.agreement_id == agreement_id).order_by(RuleSet.version.desc())
    return Whole(
        group,
        list(session.scalars(documents.order_by(AgreementDocument.id))),
        [(office, organ) for office, organ in session.execute(chains.order_by(Office.rank, Office.id))],
        list(session.scalars(rules)),
        _territories(session, group.agreement),
    )


def _territories(session: Session, agreement: Agreement) -> list[Named]:
    """The parts of regions in which the group's standards may hold alone."""
    places = session.scalars(sa.select(Region).where(Region.code.in_(agreement.territories)).order_by(Region.code))
    return [Named(place.code, place.name_zh, place.name_en) for place in places]


def _grouped(session: Session, found: Sequence[Agreement]) -> list[Group]:
    query = sa.select(Member, Region, Organ).join(Region, Region.code == Member.region_code)
    query = query.join(Organ, Organ.id == Member.authority_id).order_by(Member.rank)
    rows = session.execute(query.where(Member.agreement_id.in_([one.id for one in found])))
    parties = [(member, region, organ) for member, region, organ in rows]
    return [Group(one, [party for party in parties if party[0].agreement_id == one.id]) for one in found]


def groups_of_regions(session: Session) -> dict[str, list[Agreement]]:
    """The agreements that each region is party to; who works with whom is public."""
    query = sa.select(Member.region_code, Agreement).join(Agreement, Agreement.id == Member.agreement_id)
    found: dict[str, list[Agreement]] = {}
    for code, agreement in session.execute(query.order_by(Agreement.id)):
        found.setdefault(code, []).append(agreement)
    return found


def calendars_of_regions(session: Session) -> dict[str, int]:
    """How many days of its own each region's calendar has."""
    query = sa.select(CalendarDay.place, sa.func.count()).group_by(CalendarDay.place)
    return {place: n for place, n in session.execute(query)}


def regions(session: Session) -> list[tuple[Region, Organ | None]]:
    """The register of regions, each with its standardization authority where one is known."""
    other = aliased(Organ)
    first = sa.select(sa.func.min(other.id)).where(other.region_code == Region.code, other.kind == OrganKind.AUTHORITY)
    query = sa.select(Region, Organ).outerjoin(Organ, Organ.id == first.scalar_subquery()).order_by(Region.code)
    return [(region, organ) for region, organ in session.execute(query)]
