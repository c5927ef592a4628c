"""The cities of 长株潭 and their province, beside the fixed cast; their chain has the province's own link."""

from dataclasses import replace

from tests import builders
from tests.builders import Road
from tests.cast import MORNING, PAPER, World, _people, _person
from workflow import founding
from workflow.reads.seats import all_seats
from workflow.vocabulary import SeatRole

CHANGSHA, ZHUZHOU, XIANGTAN, HUNAN = "430100", "430200", "430300", "430000"
CITIES = (CHANGSHA, ZHUZHOU, XIANGTAN)


def seated(world: World) -> World:
    """The same world with people in the three cities and two hands in the province's authority."""
    with world.database.write(MORNING) as work:
        for city in CITIES:
            _people(work, city)
        authority = founding.authority_of(work, HUNAN)
        _person(work, "province", HUNAN, authority, (SeatRole.PROVINCE,))
        _person(work, "provincehandler", HUNAN, authority, (SeatRole.HANDLER,))
        work.recorded += 1
    with world.database.read() as session:
        return replace(world, seats=all_seats(session, MORNING.date()))


def applied(world: World) -> Road:
    """A proposal of 长沙 for which every city has applied, and its departments and handler have agreed."""
    road = builders.proposed(world, agreement="CZT", regions=CITIES)
    builders.invited(road)
    for city in CITIES:
        builders.accepted(road, city)
        builders.applied(road, city)
    return road


def spoken(road: Road, city: str, *, province: bool = True) -> None:
    """Every link of the city's chain below its approver."""
    for office in builders.release_departments(road, city):
        road.take("take_position", office, position="agree")
    road.by(city, "handler", "take_position", position="agree")
    if province:
        road.by(HUNAN, "province", "take_position", position="agree", region=city)


def decision(road: Road, city: str, checks: list[str] | None = None) -> dict[str, object]:
    """What an approver fills in at the initiation."""
    told = {"plan_number": f"{city}-1", "document_number": "〔2026〕1号", "assessment": PAPER}
    dates = {"dated": builders.day(road, 0), "time_limit": builders.day(road, 500)}
    return {"checks": builders.CHECKS if checks is None else checks, **told, **dates}


def released(world: World) -> Road:
    """The whole road of the three cities, as far as the release."""
    road = applied(world)
    for city in CITIES:
        spoken(road, city)
        road.by(city, "approver", "initiate", **decision(road, city))
    for leg in (builders.asked, builders.answering, builders.reviewing, builders.approving):
        leg(road)
    builders.frozen(road, "final")
    for city in CITIES:
        spoken(road, city)
        road.by(city, "approver", "approve_release", position="agree")
    builders.numbered(road)
    instant = (road.at + builders.HOURS_48).isoformat()
    road.by(CHANGSHA, "officer", "schedule_release", instant=instant, effective=builders.day(road, 63))
    owner = road.world.seat(HUNAN, "province").organ_id
    for city in CITIES:
        told = {"document_number": f"{city}公告1号", "issuer": "市场监督管理局", "filing_owner": owner}
        road.by(city, "officer", "confirm_release", **told)
    builders.released(road)
    return road
