"""A bank of experts for tests: thirty who may judge, entered and recognised by the ordinary door."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from tests.cast import LEAD, MORNING, SECOND, THIRD, World
from workflow import agreeing
from workflow.records.draws import Draw
from workflow.records.experts import Expert
from workflow.vocabulary import InterestGroup

REGIONS = (LEAD, SECOND, THIRD)
CANARY = "13800000-金丝雀-canary@example.org"


def take(world: World, step: str, region: str, role: str = "handler", at: datetime = MORNING, **raw: Any) -> Any:
    group, seat = world.agreements["JJJ"], world.seat(region, role)
    return agreeing.take(world.database, group, step, seat, raw, at=at)


def person(n: int, **more: Any) -> dict[str, Any]:
    """An expert whose words tell his number; of three neighbours each knows another interest."""
    groups = list(InterestGroup)
    told = {"full_name": f"专家{n}", "employer": f"第{n}研究所", "post": "高级工程师", "codes": "03.220.20 R85"}
    return told | {"group": groups[n % len(groups)].value, "office_until": "2029-12-31", "contact": CANARY} | more


def nominated(world: World, people: list[tuple[str, dict[str, Any]]], at: datetime = MORNING) -> list[int]:
    """Enter these, each by his region, have everybody recognised by all, and give their ids in the same order."""
    group = world.agreements["JJJ"]
    for region in REGIONS:
        own = [raw for where, raw in people if where == region]
        agreeing.take_all(world.database, group, "nominate_expert", world.seat(region, "handler"), own, at=at)
    with world.database.read() as session:
        mine = sa.select(Expert).where(Expert.name.in_([raw["full_name"] for _, raw in people]))
        known = {e.name: (e.id, e.region_code) for e in session.scalars(mine)}
    for region in REGIONS:
        others = [id_ for id_, where in known.values() if where != region]
        if others:
            take(world, "recognise_experts", region, at=at, entries=others)
    return [known[raw["full_name"]][0] for _, raw in people]


def thirty(world: World) -> list[int]:
    return nominated(world, [(REGIONS[n % 3], person(n)) for n in range(30)])


def experts(world: World) -> dict[int, Expert]:
    with world.database.read() as session:
        return {one.id: one for one in session.scalars(sa.select(Expert).order_by(Expert.id))}


def draws(world: World) -> list[Draw]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(Draw).order_by(Draw.id)))


def called(world: World, standard_id: int, at: datetime, **raw: Any) -> Draw:
    """A draw called by the lead's secretary: a day for the hashes, a day for the shares."""
    hours = {"commit_by": at + timedelta(days=1), "reveal_by": at + timedelta(days=2)}
    asked = {name: hour.isoformat() for name, hour in hours.items()}
    take(world, "call_draw", LEAD, "secretary", at, standard=standard_id, **asked | raw)
    return draws(world)[-1]


def hashed(share: str) -> str:
    return sha256(share.encode()).hexdigest()


def committed(world: World, draw: Draw, shares: dict[str, str], at: datetime) -> None:
    for region, share in shares.items():
        take(world, "commit_share", region, at=at, draw=draw.id, commitment=hashed(share))


def revealed(world: World, draw: Draw, shares: dict[str, str], at: datetime) -> Draw:
    for region, share in shares.items():
        take(world, "reveal_share", region, at=at, draw=draw.id, share=share)
    return draws(world)[-1]
