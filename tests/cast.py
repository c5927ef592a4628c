"""The fixed cast: 北京 leads, 天津 and 河北 decide; 重庆 and 四川 belong to another agreement and must see nothing."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workflow import founding
from workflow.db import Database, Work, table_of
from workflow.entrance.accounts import hash_password
from workflow.picture.standing import Seat
from workflow.reads.seats import all_seats
from workflow.records.agreements import Agreement
from workflow.records.papers import StoredFile
from workflow.records.people import Account, Appointment, Person
from workflow.records.places import Organ
from workflow.vocabulary import OrganKind, SeatRole

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SINCE = date(2015, 1, 1)
PAPER = "a" * 64
PASSWORD = "同标-测试-口令-2026"
LEAD, SECOND, THIRD = "110000", "120000", "130000"
CHONGQING, SICHUAN = "500000", "510000"
FIELD = {
    LEAD: "交通运输",
    SECOND: "交通运输",
    CHONGQING: "商贸服务",
    "430100": "交通运输",
    "310000": "交通运输",
}
AUTHORITY_PERSONS = {
    "approver": (SeatRole.APPROVER,),
    "handler": (SeatRole.HANDLER, SeatRole.KEEPER, SeatRole.OFFICER),
    "secretary": (SeatRole.SECRETARY,),
    "auditor": (SeatRole.AUDITOR,),
    "secadmin": (SeatRole.SECADMIN,),
    "audadmin": (SeatRole.AUDADMIN,),
}
DEPARTMENT_PERSONS = {
    "clerk": (SeatRole.APPLICANT, SeatRole.COSIGNER),
    "implementer": (SeatRole.IMPLEMENTER,),
}


@dataclass
class World:
    """A founded installation with its seats: `seat("110000", SeatRole.APPROVER)`."""

    database: Database
    agreements: dict[str, int]
    seats: list[Seat] = field(default_factory=list)

    def seat(self, region: str, role: SeatRole | str, *, nth: int = 0, organ: str | None = None) -> Seat:
        """The n-th seat of this role in a region (of one organ, when its Chinese name is given)."""
        wanted = SeatRole(role)
        found = [s for s in self.seats if s.region == region and s.role is wanted and organ in (None, s.organ.zh)]
        return found[nth]

    def of(self, region: str, role: SeatRole | str) -> list[Seat]:
        return [s for s in self.seats if s.region == region and s.role is SeatRole(role)]


def founded(url: str) -> World:
    """Lay the regions, both agreements, and the cast into a migrated database."""
    database = Database(url)
    with database.write(MORNING) as work:
        founding.lay_all(work, founding.agreements_given(), is_demo=True)
        for region in (LEAD, SECOND, THIRD, CHONGQING, SICHUAN):
            _people(work, region)
        _paper(work)
        work.recorded += 1  # laying the cast is no act of the trade
    with database.read() as session:
        agreements = {a.code: a.id for a in session.scalars(sa.select(Agreement))}
        return World(database, agreements, all_seats(session, MORNING.date()))


def _people(work: Work, region: str) -> None:
    authority = founding.authority_of(work, region)
    for name, roles in AUTHORITY_PERSONS.items():
        _person(work, f"{region}{name}", region, authority, roles)
    departments = sa.select(Organ.id, Organ.name_zh).where(
        Organ.region_code == region, Organ.kind == OrganKind.DEPARTMENT
    )
    for organ, name_zh in list(work.session.execute(departments)):
        for name, roles in DEPARTMENT_PERSONS.items():
            _person(work, f"{name_zh}{name}", region, organ, roles)
    unit = founding.organ(work, region, OrganKind.DRAFTING_UNIT, f"{region}标准化研究院", f"Institute {region}")
    for n in (1, 2):
        _person(work, f"{region}drafter{n}", region, unit, (SeatRole.DRAFTER,))
    school = founding.organ(work, region, OrganKind.ASSOCIATION, f"{region}行业协会", f"Association {region}")
    for n in (1, 2, 3, 4):
        _person(work, f"{region}expert{n}", region, school, (SeatRole.EXPERT,))


def _person(work: Work, name: str, region: str, organ: int, roles: tuple[SeatRole, ...]) -> None:
    person = work.insert(Person, name=name, name_latin=name, is_demo=True)
    until = date(2030, 1, 1) if roles == (SeatRole.AUDITOR,) else None
    rows: list[dict[str, Any]] = [
        {
            "person_id": person,
            "region_code": region,
            "organ_id": organ,
            "role": role,
            "since": SINCE,
            "until": until,
            "confirmed_at": MORNING,
        }
        for role in roles
    ]
    work.insert_many(Appointment, rows)


def with_accounts(world: World) -> None:
    """Give every person of the cast an account `u<person id>` with the one password of the tests."""
    hashed = hash_password(PASSWORD)
    with world.database.plain() as session:
        persons = session.scalars(sa.select(Person.id).where(Person.id.not_in(sa.select(Account.person_id)))).all()
        rows = [{"person_id": p, "username": f"u{p}", "password_hash": hashed, "language": "zh"} for p in persons]
        session.execute(sa.insert(table_of(Account)), [{**row, "is_open": True} for row in rows])


def _paper(work: Work) -> None:
    """One stored file that every act of the builders may hand in."""
    person = work.session.scalar(sa.select(sa.func.min(Person.id)))
    work.insert(
        StoredFile,
        sha256=PAPER,
        size=1,
        media="application/pdf",
        name="文件.pdf",
        uploaded_by=person,
        uploaded_at=MORNING,
    )


@cache
def sample_text() -> str:
    """A short draft with clause numbers, as a drafter would paste it."""
    return (Path(__file__).parent / "data" / "sample_draft.txt").read_text(encoding="utf-8")
