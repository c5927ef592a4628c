"""Avoidance found in data: thirty planted ties and thirty who are clean, told apart without a miss or a false alarm."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World
from tests.workflow.bank import REGIONS, called, experts, nominated, person
from workflow.picture import connections
from workflow.records.consultations import Comment
from workflow.records.experts import Expert
from workflow.records.people import Appointment, Person
from workflow.records.standards import Drafter, Standard, StandardTrack
from workflow.vocabulary import CommentKind, CommentState, Ground, Joint, SeatRole

YEARS = 3


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.REVIEWING)


def around(road: Road) -> tuple[list[str], dict[str, int]]:
    """The drafting units of the text, and its drafters by name."""
    with road.world.database.read() as session:
        rows = sa.select(Drafter.unit, Person.name, Person.id).join(Person, Person.id == Drafter.person_id)
        found = session.execute(rows.where(Drafter.standard_id == road.id).order_by(Drafter.id)).all()
    return sorted({unit for unit, _, _ in found}), {name: id_ for _, name, id_ in found}


def history(unit: str, days: int, today: date) -> str:
    """Work in a unit that ended so many days before today."""
    return f"{unit}；2001；{today - timedelta(days=days)}"


def by_employer(road: Road) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Ten who are or were in a drafting unit within three years, spelled as people spell; ten who left in time."""
    (unit, *_), today = around(road)[0], road.at.date()
    limit = (today - today.replace(year=today.year - YEARS)).days
    planted = [{"employer": unit}, {"employer": f" {unit} "}, {"employer": unit.replace("1", "１")}]
    planted += [{"history": history(unit, days, today)} for days in (0, 1, 30, 365, limit - 1, limit)]
    planted += [{"history": f"{unit}；2010；"}]
    clean = [{"history": history(unit, limit + days, today)} for days in (1, 2, 30, 900)]
    clean += [{"employer": f"{unit}之友"}, {"employer": unit[1:]}, {"history": f"别的{unit}；2020；"}]
    clean += [{"history": "某大学；2015；2025-12-31"}, {"history": f"{unit}附属中学；2020"}, {}]
    return planted, clean


def by_comment(road: Road) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Ten who commented on this text, some without telling where they work; ten namesakes and ten of the same unit."""
    people = [{"full_name": f"评论人{n}", "employer": f"评论单位{n}"} for n in range(10)]
    clean = [{"full_name": f"同名人{n}", "employer": f"本单位{n}"} for n in range(5)]
    clean += [{"full_name": f"同事{n}", "employer": f"评论单位{n}"} for n in range(5)]
    said = [(p["full_name"], p["employer"] if n % 2 else "") for n, p in enumerate(people)]
    said += [(f"同名人{n}", f"别的单位{n}") for n in range(5)]
    with road.world.database.plain() as session:
        for n, (name, unit) in enumerate(said):
            told = {"name": name, "organisation": unit, "contact": "", "opinion": "改", "reason": "因"}
            kept = {"kind": CommentKind.DRAFT, "state": CommentState.PUBLISHED, "receipt": f"T{n}", "clause_id": "c"}
            session.add(Comment(standard_id=road.id, clause_label="1", received_at=road.at, **told, **kept))
    return people, clean


def by_person(road: Road) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Drafters, those who acted on the project, their companions on another text, seats of the applying department."""
    world, (_, drafters) = road.world, around(road)
    seats = {
        "drafter": list(drafters.values())[:2],
        "hand": [world.seat(LEAD, SeatRole.SECRETARY).person_id, world.seat(SECOND, SeatRole.HANDLER).person_id],
        "co_drafter": _companions(road, list(drafters.values())),
        "leader": _leaders(road),
        "clean": [seat.person_id for region in REGIONS for seat in world.of(region, SeatRole.EXPERT)[:3]],
    }
    told = {kind: [{"account": id_} for id_ in found] for kind, found in seats.items()}
    clean = told.pop("clean") + [{"account": None, "full_name": name, "employer": "无关单位"} for name in drafters][:1]
    return [one for found in told.values() for one in found], clean


def _companions(road: Road, drafters: list[int]) -> list[int]:
    """Three who drafted another text beside one of these."""
    with road.world.database.plain() as session:
        this = session.get_one(Standard, road.id)
        kept = {
            c.key: getattr(this, c.key) for c in sa.inspect(Standard).column_attrs if c.key not in ("id", "lineage")
        }
        other = Standard(**kept, lineage="another")
        session.add(other)
        session.flush()
        new = [Person(name=f"同案{n}") for n in range(3)]
        session.add_all(new)
        session.flush()
        for person_id in (drafters[0], *(p.id for p in new)):
            session.add(Drafter(standard_id=other.id, region_code=LEAD, person_id=person_id, unit="无关"))
        return [p.id for p in new]


def _leaders(road: Road) -> list[int]:
    applied = sa.select(StandardTrack.department_id).where(StandardTrack.standard_id == road.id)
    with road.world.database.read() as session:
        roles = Appointment.role.in_(connections.LEADING)
        return sorted(
            set(session.scalars(sa.select(Appointment.person_id).where(Appointment.organ_id.in_(applied), roles)))
        )


def test_every_planted_tie_is_found_and_nobody_else(road: Road) -> None:
    planted, clean = [
        [*a, *b, *c] for a, b, c in zip(by_employer(road), by_comment(road), by_person(road), strict=True)
    ]
    assert len(planted) >= 28
    assert len(clean) >= 28
    people, accounts = [], dict[str, int]()
    for n, more in enumerate([*planted, *clean]):
        raw = person(n, **{key: value for key, value in more.items() if key != "account"})
        people.append((REGIONS[n % 3], raw))
        if more.get("account"):
            accounts[raw["full_name"]] = more["account"]
    ids = nominated(road.world, people, at=road.at)
    with road.world.database.plain() as session:
        for name, account in accounts.items():
            session.execute(sa.update(Expert).where(Expert.name == name).values(person_id=account))
    draw = called(road.world, road.id, road.at, size=7)
    found = {one["id"]: one["grounds"] for one in draw.frozen["avoided"]}
    assert [experts(road.world)[id_].name for id_ in ids[: len(planted)] if id_ not in found] == []
    assert [(experts(road.world)[id_].name, found[id_]) for id_ in ids[len(planted) :] if id_ in found] == []
    assert {ground for grounds in found.values() for ground in grounds} == {g.value for g in Ground}
    assert {one["id"] for one in draw.frozen["candidates"]} == set(ids) - found.keys()
