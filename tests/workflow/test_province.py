"""A province above its cities: it speaks at their gates, city by city, reads their projects and files for them."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests import builders, cities
from tests.cast import World, founded
from tests.cities import CHANGSHA, CITIES, HUNAN, XIANGTAN, ZHUZHOU
from workflow.clock import day_of
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.reads import catalogue
from workflow.reads.inbox import inbox
from workflow.records.agreements import Member
from workflow.records.positions import Position
from workflow.vocabulary import Joint, Role


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    world = cities.seated(founded(database_url))
    yield world
    world.database.dispose()


def test_initiation_is_refused_for_three_causes_at_once(world: World) -> None:
    with world.database.plain() as session:
        session.execute(sa.update(Member).where(Member.region_code == CHANGSHA).values(empowered_by=""))
    road = cities.applied(world)
    cities.spoken(road, CHANGSHA, province=False)
    unchecked = [check for check in builders.CHECKS if check != "fair_competition"]
    with pytest.raises(Refused) as refused:
        road.by(CHANGSHA, "approver", "initiate", **cities.decision(road, CHANGSHA, unchecked))
    assert [r.rule for r in refused.value.reasons] == ["checks_done", "city_empowered", "chain_complete"]
    assert refused.value.reasons[1].cure is Role.PROVINCE


def test_the_province_speaks_for_the_city_it_names(world: World) -> None:
    road = cities.applied(world)
    for city in (CHANGSHA, ZHUZHOU):
        cities.spoken(road, city, province=False)
    with pytest.raises(WrongAnswers) as wrong:
        road.by(HUNAN, "province", "take_position", position="agree")
    assert set(wrong.value.fields) == {"region"}
    road.by(HUNAN, "province", "take_position", position="agree", region=ZHUZHOU)
    with world.database.read() as session:
        said = session.scalars(sa.select(Position).where(Position.role == Role.PROVINCE)).all()
        assert [(p.region_code, p.organ_id) for p in said] == [(ZHUZHOU, world.seat(HUNAN, "province").organ_id)]
    road.by(ZHUZHOU, "approver", "initiate", **cities.decision(road, ZHUZHOU))
    with pytest.raises(Refused) as refused:
        road.by(CHANGSHA, "approver", "initiate", **cities.decision(road, CHANGSHA))
    assert [r.rule for r in refused.value.reasons] == ["chain_complete"]


def test_a_project_of_its_cities_knows_the_province_by_name(world: World) -> None:
    with cities.applied(world).standing() as standing:
        assert standing.named(HUNAN).zh == "湖南省"
        assert HUNAN not in standing.places


def test_where_only_one_city_waits_it_need_not_be_named(world: World) -> None:
    road = cities.applied(world)
    for city in CITIES:
        cities.spoken(road, city, province=city != XIANGTAN)
        if city != XIANGTAN:
            road.by(city, "approver", "initiate", **cities.decision(road, city))
    seat = world.seat(HUNAN, "province")
    with world.database.read() as session:
        assert [m.turn.region_code for m in inbox(session, seat).now] == [XIANGTAN]
    road.take("take_position", seat, position="agree")
    road.by(XIANGTAN, "approver", "initiate", **cities.decision(road, XIANGTAN))
    assert road.state is Joint.DRAFTING


def test_the_province_reads_its_cities_and_nobody_elses(world: World) -> None:
    road, other = cities.applied(world), builders.proposed(world)
    seat = world.seat(HUNAN, "province")
    with world.database.read() as session:
        assert catalogue.find(session, seat, road.id) is not None
        assert catalogue.find(session, seat, other.id) is None


def test_the_province_files_for_its_cities_on_the_last_day(world: World) -> None:
    road = cities.released(world)
    seat = world.seat(HUNAN, "province")
    with road.standing() as found:
        filing = [d for d in found.duties if d.kind == "filing"]
    assert [d.organ_id for d in filing] == [seat.organ_id] * 3
    with world.database.read() as session:
        assert {m.turn.region_code for m in inbox(session, seat).now} == set(CITIES)
    road.wait(days=60)
    for duty in filing:
        told = {"done_on": builders.day(road, 0), "receipt_number": f"湘备{duty.id}", "account": "已报送"}
        road.take("report_duty", seat, duty=duty.id, **told)
    with road.standing() as found:
        done = [d for d in found.duties if d.kind == "filing"]
    assert [d.state.value for d in done] == ["accepted"] * 3
    assert {d.due_on for d in done} == {day_of(road.at)}
