"""The register of numbers: another group sees none of it, nobody reads a title that is not for his eyes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.desk import Desk, House
from tests.web.test_home import statements
from workflow.records.agreements import Agreement
from workflow.records.numbers import Serial
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Number, SeatRole

TITLE = "停车场充电设施配置"


@pytest.fixture
def road(house: House) -> Road:
    """A standard for which the lead's keeper has reserved a number."""
    made = builders.standing(house.world, Joint.APPROVING)
    made.by(LEAD, "keeper", "reserve_number")
    house.at = made.at + timedelta(hours=1)
    return made


@pytest.fixture
def desk(house: House, road: Road) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.KEEPER))


def test_nobody_without_log_in_sees_a_number(house: House, road: Road) -> None:
    assert house.stranger("/numbers").location.startswith("/login")


def test_another_group_sees_its_own_band_and_asks_in_vain_for_this_one(house: House, road: Road) -> None:
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.KEEPER))
    page = stranger.read("/numbers")
    assert TITLE not in page
    assert "号段 10901" in page
    mine = house.world.agreements["JJJ"]
    assert stranger.get(f"/numbers?agreement={mine}").status_code == 404


@pytest.mark.parametrize("role", [SeatRole.EXPERT, SeatRole.SECADMIN])
def test_who_is_no_party_to_the_work_sees_neither_strip_nor_title(house: House, road: Road, role: SeatRole) -> None:
    page = house.desk(house.world.of(LEAD, role)[-1]).read("/numbers")
    assert TITLE not in page
    assert "空闲" not in page


def test_a_reserved_serial_waits_for_another_region(house: House, road: Road, desk: Desk) -> None:
    page = desk.read("/numbers")
    assert "3901 预留：停车场充电设施配置与运行管理规范" in page
    assert "等另一地区确认" in page
    road.by(SECOND, "keeper", "confirm_number")
    house.at = road.at
    assert "另一地区已于" in desk.read("/numbers")


def test_a_number_used_or_retired_says_since_when_and_why(house: House, road: Road, desk: Desk) -> None:
    with house.world.database.plain() as session:
        session.execute(sa.update(Serial).values(state=Number.RETIRED, void_reason="两份文本合并"))
    assert "号不再用：两份文本合并" in desk.read("/numbers")
    with house.world.database.plain() as session:
        session.execute(sa.update(Serial).values(state=Number.USED))
        session.execute(sa.update(Standard).values(is_imported=True, source="发布公告", confidence="编号:高"))
    page = desk.read("/numbers")
    assert "发布日期不详" in page
    assert "补录" in page
    assert "发布公告" not in page


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [("", 3901, 3960), ("3941", 3941, 4000), ("1", 3901, 3960), ("9999", 9981, 9999), ("二", 3901, 3960)],
)
def test_the_strip_shows_a_stretch_of_the_band(desk: Desk, start: str, first: int, last: int) -> None:
    assert f"显示 {first}—{last}" in desk.read(f"/numbers?from={start}")


def test_a_band_without_end_has_room_for_ever(house: House, desk: Desk) -> None:
    with house.world.database.plain() as session:
        session.execute(sa.update(Agreement).values(band_end=None))
    assert "空闲 ∞" in desk.read("/numbers?from=20000")


def test_the_strip_stands_where_the_latest_number_is(house: House, road: Road, desk: Desk) -> None:
    with house.world.database.plain() as session:
        session.execute(sa.update(Serial).values(serial=4203))
    page = desk.read("/numbers")
    assert "显示 4181—4240" in page
    assert "from=4121" in page
    assert "空闲 6098" in page


def test_numbers_outside_the_band_are_counted_apart(house: House, road: Road, desk: Desk) -> None:
    with house.world.database.plain() as session:
        session.execute(sa.update(Serial).values(serial=3001))
    page = desk.read("/numbers")
    assert "另有 1 个号不在本号段内" in page
    assert "空闲 6099" in page


def test_a_full_register_takes_as_many_statements_as_an_empty_one(house: House, road: Road, desk: Desk) -> None:
    before = statements(house, "/numbers", desk)
    with house.world.database.plain() as session:
        row = dict(session.execute(sa.select(Serial.__table__)).one()._mapping)
        row.pop("id")
        session.execute(sa.insert(Serial), [row | {"serial": 4000 + n} for n in range(2000)])
    assert statements(house, "/numbers", desk) == before
    assert "共 2001 个" in desk.read("/numbers?page=3")
