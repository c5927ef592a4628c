"""Who acts in the walk: three regions with an authority, a department and their seats, an agreement and its terms."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

from tests.house.walk.situation import Clock
from workflow import clock, shipped
from workflow.db import Record
from workflow.picture.standing import Seat
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ
from workflow.records.places import Region as Place
from workflow.terms import Term, Terms
from workflow.vocabulary import AgreementState, Named, OrganKind, Purpose, Role, SeatRole

R = TypeVar("R", bound=Record)

NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
TODAY = clock.day_of(NOW)
COMMON_DAY = TODAY + timedelta(days=60)
OWN_DAY = {Clock.NONE: None, Clock.RUNNING: TODAY + timedelta(days=90), Clock.OVER: TODAY}
FLOOR = shipped.default_terms()["floor.min"]["value"]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CODES = ("110000", "120000", "130000", "140000", "150000")
COLLEAGUE = 899
EXPERTS = tuple(range(901, 908))
REGIONAL = (
    SeatRole.HANDLER,
    SeatRole.APPROVER,
    SeatRole.APPLICANT,
    SeatRole.COSIGNER,
    SeatRole.DRAFTER,
    SeatRole.SECRETARY,
    SeatRole.KEEPER,
    SeatRole.OFFICER,
    SeatRole.IMPLEMENTER,
)
DEPARTMENTAL = {SeatRole.APPLICANT, SeatRole.COSIGNER, SeatRole.IMPLEMENTER}


def made(record: type[R], **values: Any) -> R:
    """A record with every column set: one that lacks a value would ask a database for it."""
    columns = dict.fromkeys(column.key for column in sa.inspect(record).column_attrs)
    return record(**columns | values)


def authority(code: str) -> int:
    return int(code[:2]) * 10


def department(code: str) -> int:
    return authority(code) + 1


def person(code: str, role: SeatRole) -> int:
    """The person on this seat: each seat has its own."""
    return int(code[:2]) * 100 + list(SeatRole).index(role)


@cache
def seat(role: SeatRole, code: str | None, who: int | None = None) -> Seat:
    """The seat of this role in a region; experts are told apart by person."""
    holder = who or person(code or "00", role)
    organ = (department if role in DEPARTMENTAL else authority)(code) if code else 1
    return Seat(holder, holder, str(holder), code, organ, Named(str(organ), "", ""), role)


def expert(which: int, regions: int) -> Seat:
    """The expert on this place of the panel; regions take turns."""
    return seat(SeatRole.EXPERT, CODES[which % regions], EXPERTS[which])


@cache
def static(regions: int, agreed: tuple[tuple[str, Any], ...] = ()) -> dict[str, Any]:
    """The parts of a standing that no act of the walk changes."""
    codes = CODES[:regions]
    organs = [
        made(Organ, id=authority(c), region_code=c, kind=OrganKind.AUTHORITY, name_zh=c, name_en=c) for c in codes
    ]
    organs += [
        made(Organ, id=department(c), region_code=c, kind=OrganKind.DEPARTMENT, name_zh=c, name_en=c) for c in codes
    ]
    roster = _roster(codes)
    return {
        "agreement": _agreement(),
        "_group": {"rules": [_rules(1)], "seats": [seat for seat, _ in roster]},
        "rule_sets": [_rules(1), _rules(2)],
        "members": [made(Member, region_code=c, rank=n, authority_id=authority(c)) for n, c in enumerate(codes)],
        "terms": _terms(agreed),
        "places": {
            c: made(Place, code=c, name_zh=c, name_en=c, level="municipality", db_prefix=f"DB{c[:2]}") for c in codes
        },
        "chain": [office(c, purpose, 3, authority(c), Role.APPROVER) for c in codes for purpose in Purpose],
        "organs": {organ.id: organ for organ in organs},
        "roster": roster,
        "hands": {},
        "taken": {},
        "claims": [],
        "announcements": {},
        "papers": [],
    }


def _terms(agreed: tuple[tuple[str, Any], ...]) -> Terms:
    """The terms that the product ships, but for those that the group agreed on."""
    shipped_ones = {key: Term(term["value"], term["cites"]) for key, term in shipped.default_terms().items()}
    return Terms(shipped_ones | {key: Term(value, "") for key, value in agreed})


def office(code: str, purpose: Purpose, rank: int, organ: int, role: Role) -> Office:
    """A link of a region's chain."""
    return made(Office, region_code=code, purpose=purpose, rank=rank, organ_id=organ, role=role)


@cache
def _rules(version: int) -> RuleSet:
    return made(RuleSet, agreement_id=1, version=version, effective_from=date(2020, 1, 1))


def _agreement() -> Agreement:
    return made(
        Agreement,
        id=1,
        name_zh="京津冀",
        state=AgreementState.IN_FORCE,
        fields=[],
        chair_region=CODES[0],
        valid_from=date(2015, 1, 1),
        band_start=3901,
    )


def _roster(codes: tuple[str, ...]) -> list[tuple[Appointment, Person]]:
    seats = [expert(n, len(codes)) for n in range(len(EXPERTS))]
    seats += [seat(role, code) for code in codes for role in REGIONAL]
    seats.append(seat(SeatRole.HANDLER, codes[0], COLLEAGUE))
    return [
        (
            made(
                Appointment,
                id=s.id,
                person_id=s.person_id,
                region_code=s.region,
                organ_id=s.organ_id,
                role=s.role,
                since=LONG_AGO.date(),
            ),
            made(Person, id=s.person_id, name=s.person_name, name_latin=""),
        )
        for s in seats
    ]
