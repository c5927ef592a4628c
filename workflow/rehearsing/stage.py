"""The stage of a rehearsal: the agreement as it would stand, with invented people, in a throw-away database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from workflow import engines
from workflow.accord.content import planned
from workflow.accord.picture import Accord
from workflow.accord.plan import Plan
from workflow.accord.terms import reviews_apart, share
from workflow.db import Database, Record, Work
from workflow.demo.acts import Who
from workflow.demo.playing import Play
from workflow.picture.standing import Seat
from workflow.process.row import AskType, Row
from workflow.records.agreements import Agreement, AgreementChange, Member, Office, RuleSet
from workflow.records.papers import StoredFile
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.search import grams
from workflow.settings import Settings
from workflow.shipped import default_terms
from workflow.vocabulary import AgreementState, OrganKind, Role, SeatRole
from workflow.who import SEATED

BLANK = "0" * 64  # the one paper that everybody hands in
SINCE = date(2000, 1, 1)
AUTHORITY = (
    (SeatRole.APPROVER,),
    (SeatRole.HANDLER, SeatRole.KEEPER, SeatRole.OFFICER),
    (SeatRole.SECRETARY,),
)


class Stage(Play):
    """Plays acts through the one door; whoever holds a seat is found by its organ."""

    def holder(self, region: str, role: SeatRole, organ: int | None = None, *, nth: int = 0) -> Seat | None:
        found = [s for s in self.all if s.region == region and s.role is role and organ in (None, s.organ_id)]
        return found[nth] if nth < len(found) else None

    @property
    def all(self) -> Sequence[Seat]:
        return list(self.seats.values())

    def who(self, seat: Seat) -> Who:
        return next(Who(name, place or "", role) for (name, place, role), one in self.seats.items() if one is seat)

    def _papers(self, act: Any, row: Row, seat: Seat | None) -> dict[str, str]:
        return {ask.name: BLANK for ask in self._asked(act, row, seat) if ask.type is AskType.FILE and ask.required}


@contextmanager
def staged(accord: Accord, change: AgreementChange, at: datetime) -> Iterator[tuple[Stage, Plan]]:
    """The stage, set up and cleared away."""
    plan = planned(accord, change)
    with TemporaryDirectory(prefix="rehearsal") as folder:
        database = Database(f"sqlite:///{Path(folder)}/rehearsal.db")
        engines.hurry(database.engine)
        try:
            Record.metadata.create_all(database.engine)
            with database.engine.begin() as connection:
                grams.lay(connection)
            with database.write(at) as work:
                _lay(work, accord, plan, at)
                work.recorded += 1  # laying the stage is no act of the trade
            yield Stage(database, Settings(var=folder), at), plan
        finally:
            database.dispose()


def _copied(record: Any, **other: Any) -> dict[str, Any]:
    return {column.key: getattr(record, column.key) for column in sa.inspect(record).mapper.column_attrs} | other


def _lay(work: Work, accord: Accord, plan: Plan, at: datetime) -> None:
    """Places, organs, the agreement with its chains and terms as they would stand; then the people."""
    above = {place.parent_code for place in accord.places.values()} - {None}
    provinces = [{**_copied(p), "code": code, "parent_code": None} for p, code in _parents(accord, above)]
    work.insert_many(Region, [*(_copied(place) for place in accord.places.values()), *provinces])
    work.insert_many(Organ, [_copied(organ) for organ in accord.organs.values()])
    same = {"state": AgreementState.IN_FORCE, "valid_until": None, "valid_from": SINCE, "chair_until": None}
    work.insert_many(Agreement, [_copied(accord.agreement, **same)])
    work.insert_many(Member, [_copied(m, empowered_by=m.empowered_by or "—") for m in accord.members])
    rows = [
        {"region_code": k.region, "purpose": k.purpose, "rank": k.rank, "organ_id": k.organ, "role": k.role}
        | {"field": k.field, "agreement_id": accord.agreement.id, "since": SINCE}
        for k in plan.links
    ]
    work.insert_many(Office, rows)
    latest = accord.rule_sets[0]
    given = {**default_terms(), **latest.terms}  # a figure that is agreed on for the first time has no entry yet
    terms = {key: {**given[key], "value": value} for key, value in plan.terms.items()}
    work.insert_many(RuleSet, [_copied(latest, terms=terms, effective_from=SINCE)])
    people = _People(work)
    for member in accord.members:
        _seat_region(people, plan, member)
    for link in {k.organ: k for k in plan.links if k.role is Role.PROVINCE}.values():
        people.seat(plan.parents[link.region], link.organ, SeatRole.PROVINCE)
    stored = {"sha256": BLANK, "size": 1, "media": "application/pdf", "name": "—", "uploaded_by": 1, "uploaded_at": at}
    work.insert_many(StoredFile, [stored])


def _parents(accord: Accord, above: set[Any]) -> list[tuple[Region, str]]:
    """A row like its first city's for each province: only its code is ever asked for."""
    return [(next(p for p in accord.places.values() if p.parent_code == code), code) for code in sorted(above)]


class _People:
    """Invented persons, each with a first character of its own, by which the player finds them."""

    def __init__(self, work: Work) -> None:
        self.work, self.n = work, 0

    def seat(self, region: str, organ: int, *roles: SeatRole) -> None:
        self.n += 1
        name = f"{chr(0x4E00 + self.n)}示"
        person = self.work.insert(Person, name=name, name_latin=name, is_demo=True)
        shared = {"person_id": person, "region_code": region, "organ_id": organ, "since": SINCE}
        rows = [shared | {"role": role, "confirmed_at": self.work.at} for role in roles]
        self.work.insert_many(Appointment, rows)


def _seat_region(people: _People, plan: Plan, member: Member) -> None:
    """Everybody whom the road needs in one region, each office with its own holder."""
    code, mine = member.region_code, [k for k in plan.links if k.region == member.region_code]
    for roles in AUTHORITY:
        people.seat(code, member.authority_id, *roles)
    for organ in sorted({k.organ for k in mine if k.role is Role.COSIGNER}):
        people.seat(code, organ, SeatRole.COSIGNER)
    department = _department(people.work, code)
    people.seat(code, department, SeatRole.APPLICANT)
    for _ in range(2):
        people.seat(code, department, SeatRole.DRAFTER)
    institute = _institute(people.work, code)
    for _ in range(experts(plan)):
        people.seat(code, institute, SeatRole.EXPERT)


def experts(plan: Plan) -> int:
    """How many experts one region may send to a panel; where it has its own, all of them."""
    if reviews_apart(plan):
        return panel_size(plan)
    most = share(plan.terms["review.region_share_max"]) or 1
    return ceil(most * panel_size(plan))


def panel_size(plan: Plan) -> int:
    """The smallest panel that the terms allow; an odd one."""
    return int(plan.terms["review.panel_min"]) | 1


def _department(work: Work, code: str) -> int:
    query = sa.select(Organ.id).where(Organ.region_code == code, Organ.kind == OrganKind.DEPARTMENT)
    found = work.session.scalars(query.order_by(Organ.id)).first()
    return found or work.insert(
        Organ, region_code=code, kind=OrganKind.DEPARTMENT, name_zh="示范部门", name_en="Department"
    )


def _institute(work: Work, code: str) -> int:
    """Where the experts work: neither where it is drafted nor where it is decided, so that nothing ties them."""
    return work.insert(
        Organ, region_code=code, kind=OrganKind.ASSOCIATION, name_zh=f"示范院所{code}", name_en=f"Institute {code}"
    )


def role_of_link(role: Role) -> SeatRole:
    """The seat from which a link of a chain speaks."""
    return SEATED[role]
