"""The board: a stranger sees none of it, a seat sees its own groups' work, and its statements do not grow with it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD
from tests.web.desk import Desk, House
from tests.web.test_home import statements
from workflow.db import table_of
from workflow.records.people import Person
from workflow.records.standards import Standard, StandardTrack, Turn
from workflow.vocabulary import Joint, SeatRole

TITLE = "停车场充电设施配置"


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.APPROVING)
    house.at = made.at + timedelta(hours=1)
    return made


@pytest.fixture
def desk(house: House, road: Road) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.HANDLER))


def filled(house: House, standard_id: int, n: int) -> None:
    """As many more standards like this one, with their turns and tracks, written in bulk."""
    with house.world.database.plain() as session:
        one = dict(session.execute(sa.select(Standard.__table__).where(Standard.id == standard_id)).one()._mapping)
        one.pop("id")
        session.execute(sa.insert(Standard), [one] * n)
        ids = list(session.scalars(sa.select(Standard.id).where(Standard.id > standard_id)))
        for record in (Turn, StandardTrack):
            table = table_of(record)
            rows = [
                dict(row._mapping)
                for row in session.execute(sa.select(table).where(table.c.standard_id == standard_id))
            ]
            bare = [{k: v for k, v in row.items() if k != "id"} for row in rows]
            session.execute(sa.insert(table), [row | {"standard_id": i} for i in ids for row in bare])


def test_nobody_without_log_in_sees_the_board(house: House, road: Road) -> None:
    assert house.stranger("/board").location.startswith("/login")


def test_another_group_finds_nothing_by_any_word_or_filter(house: House, road: Road) -> None:
    for role in (SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.AUDITOR):
        stranger = house.desk(house.world.seat(CHONGQING, role))
        for query in ("", "?q=停车", f"?q={road.id}", "?region=120000", "?stage=3", "?year=2026", "?ended=1"):
            assert TITLE not in stranger.read(f"/board{query}")


def test_a_person_named_for_nothing_sees_no_card(house: House, road: Road) -> None:
    for role in (SeatRole.EXPERT, SeatRole.SECADMIN, SeatRole.AUDADMIN):
        stranger = house.desk(house.world.of(LEAD, role)[-1])
        assert f"/standards/{road.id}" not in stranger.read("/board")


def test_a_card_says_what_is_missing_and_that_it_is_my_turn(desk: Desk, road: Road) -> None:
    page = desk.read("/board")
    assert f'href="/standards/{road.id}"' in page
    assert "共商发布 1" in page
    assert "另缺" in page


@pytest.mark.parametrize("words", ["停车", "充电 天津", "CHARGING", "交通", "北京"])
def test_two_characters_find_what_titles_fields_and_regions_say(desk: Desk, road: Road, words: str) -> None:
    assert f'href="/standards/{road.id}"' in desk.read(f"/board?q={words}")


def test_a_person_who_took_part_is_a_way_to_the_standard(house: House, desk: Desk, road: Road) -> None:
    with house.world.database.read() as session:
        name = session.get_one(Person, house.world.seat(THIRD, SeatRole.APPROVER).person_id).name
    assert f'href="/standards/{road.id}"' in desk.read(f"/board?q={name}")


def test_a_plan_number_and_a_serial_find_the_standard(house: House, desk: Desk, road: Road) -> None:
    builders.numbered(road)
    house.at = road.at + timedelta(hours=1)
    with house.world.database.read() as session:
        plan = session.scalar(sa.select(StandardTrack.plan_number).where(StandardTrack.plan_number.is_not(None)))
    for words in (plan, "3901"):
        assert f'href="/standards/{road.id}"' in desk.read(f"/board?q={words}")


@pytest.mark.parametrize("words", ["没有", "停车 没有", "%", "_", "'", "3999"])
def test_what_is_not_there_is_not_found(desk: Desk, road: Road, words: str) -> None:
    page = desk.read(f"/board?q={words}")
    assert f'href="/standards/{road.id}"' not in page
    assert "没有符合条件的标准" in page


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("stage=3", True),
        ("stage=2", False),
        ("year=2026", True),
        ("year=2025", False),
        ("region=110000", True),
        ("region=510000", False),
        ("field=交通运输", True),
        ("field=商贸服务", False),
        ("late=1", False),
        ("blocked=1", False),
        ("ended=1", False),
        ("page=99&stage=3", False),
        ("year=%E4%BA%8C", True),
        ("stage=9", True),
    ],
)
def test_each_filter_narrows_the_board(desk: Desk, road: Road, query: str, is_there: bool) -> None:
    assert (f'href="/standards/{road.id}"' in desk.read(f"/board?{query}")) is is_there


def test_late_and_blocked_are_counted_and_found(house: House, desk: Desk, road: Road) -> None:
    with house.world.database.plain() as session:
        turn = sa.update(Turn).where(Turn.standard_id == road.id)
        session.execute(turn.values(due_on=(house.at - timedelta(days=2)).date(), key="gap.blocks"))
    page = desk.read("/board?late=1&blocked=1")
    assert f'href="/standards/{road.id}"' in page
    assert "项逾期" in page
    assert "项有人不放行" in page


def test_a_column_shows_thirty_and_leads_to_the_rest(house: House, desk: Desk, road: Road) -> None:
    filled(house, road.id, 40)
    page = desk.read("/board?q=停车")
    assert page.count('<article class="cardlet') == 30
    assert "stage=3" in page
    assert "看这个阶段全部 41 项" in page
    assert desk.read("/board?q=停车&stage=3&page=2").count('<article class="cardlet') == 11


def test_of_the_finished_ones_the_newest_six_stand_beside_the_work(house: House, desk: Desk, road: Road) -> None:
    filled(house, road.id, 9)
    with house.world.database.plain() as session:
        for n, one in enumerate(session.scalars(sa.select(Standard).order_by(Standard.id)).all(), 1):
            one.state, one.is_imported, one.title_zh = Joint.IN_FORCE, True, f"旧标准{n:02}号"
            one.released_at = road.at - timedelta(days=n) if n < 10 else None
        session.execute(sa.delete(Turn))
    page = desk.read("/board")
    assert [n for n in range(1, 11) if f"旧标准{n:02}号" in page] == [1, 2, 3, 4, 5, 6]
    assert "看这个阶段全部 10 项" in page
    assert desk.read("/board?stage=4").count('<article class="cardlet') == 10


def test_an_english_board_says_the_field_in_english_and_finds_it_by_its_own_name(desk: Desk, road: Road) -> None:
    page = desk.read("/board?lang=en")
    assert '<option value="交通运输">Transport</option>' in page
    assert "· Transport" in page


def test_ten_thousand_standards_take_as_many_statements_as_one(house: House, desk: Desk, road: Road) -> None:
    addresses = ("/board", "/board?q=停车&late=1&year=2026&region=120000", "/board?stage=3&page=2", "/")
    before = [statements(house, address, desk) for address in addresses]
    filled(house, road.id, 10_000)
    assert [statements(house, address, desk) for address in addresses] == before
    assert "10001" in desk.read("/board")
