"""Figures of any day: told by events, another group's are not counted, every count is the length of its list."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World
from tests.web.desk import House
from tests.web.test_home import statements
from workflow import clock
from workflow.reads.board import within
from workflow.reads.stock import Slice, Stood, stock
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, SeatRole, Stage


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.INITIATING)


@pytest.fixture
def house(world: World, app: Flask, road: Road) -> House:
    made = House(world, app)
    made.at = road.at + timedelta(hours=1)
    return made


def stood(house: House, region: str = LEAD, days: int = 0) -> list[Stood]:
    seat = house.world.seat(region, SeatRole.HANDLER)
    with house.world.database.read() as session:
        return stock(session, within(seat), house.at - timedelta(days=days))


def test_another_group_counts_none_of_it(house: House) -> None:
    assert stood(house, CHONGQING) == []
    page = house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER)).read("/statistics")
    assert "第一项标准提出之后" in page


def test_what_is_told_by_events_is_what_the_rows_say_today(house: House, road: Road) -> None:
    builders.proposed(house.world, at=house.at)
    house.at += timedelta(hours=1)
    with house.world.database.read() as session:
        rows = {one.id: one for one in session.scalars(sa.select(Standard))}
        found = {one.id: one for one in stood(house)}
        assert found.keys() == rows.keys()
        for id_, one in found.items():
            assert (one.state, one.lead, one.field) == (rows[id_].state, rows[id_].lead_region, rows[id_].field)


def test_a_past_day_knows_nothing_of_what_came_later(house: House, road: Road) -> None:
    proposed = road.outcomes[0]
    assert proposed.state == Joint.PROPOSED
    days = (clock.day_of(house.at) - clock.day_of(MORNING)).days
    assert [one.state for one in stood(house, days=0)] == [Joint.INITIATING]
    assert stood(house, days=days + 1) == []


def test_a_choice_holds_for_what_it_asks_and_nothing_else(house: House) -> None:
    (one,) = stood(house)
    for chosen in (
        Slice(ended=False),
        Slice(stage=Stage.INITIATION),
        Slice(state=Joint.INITIATING, imported=False),
        Slice(region=SECOND, part="undecided"),
        Slice(field="交通运输"),
        Slice(group=house.world.agreements["JJJ"]),
    ):
        assert chosen.holds(one), chosen
    for chosen in (
        Slice(ended=True),
        Slice(stage=Stage.DRAFTING),
        Slice(state=Joint.DRAFTING),
        Slice(imported=True),
        Slice(year="2026"),
        Slice(region=SECOND, part="carried"),
        Slice(field=""),
        Slice(group=one.agreement_id + 1),
    ):
        assert not chosen.holds(one), chosen


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("path", ["/statistics", "/statistics/standards"])
def test_the_tables_go_as_files(house: House, path: str, form: str) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    answer = desk.get(f"{path}.{form}")
    assert answer.status_code == 200
    assert len(answer.data) > 80
    assert desk.get(f"{path}.exe").status_code == 404


def test_what_an_address_spells_wrong_is_not_asked(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    for odd in (
        "on=2026-99-99",
        "on=0001-01-01",
        "stage=9",
        "state=x",
        "group=９",
        "part=x&region=110000",
        "year=%00",
        "page=0",
    ):
        assert desk.get(f"/statistics/standards?{odd}").status_code == 200, odd
        assert desk.get(f"/statistics?{odd}").status_code == 200, odd


def test_charts_stand_in_the_page_without_script_or_style(house: House) -> None:
    page = house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).read("/statistics")
    drawn = page.partition("<svg")[2].partition("</svg>")[0]
    assert 'class="chart"' in drawn
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_more_standards_take_no_more_statements(house: House) -> None:
    desk = house.desk(house.world.seat(SECOND, SeatRole.APPROVER))
    before = statements(house, "/statistics", desk)
    for _ in range(3):
        builders.proposed(house.world, at=house.at)
    assert statements(house, "/statistics", desk) == before


def test_figures_of_documents_are_shown_with_their_source_and_counted_nowhere(house: House) -> None:
    page = house.stranger("/statistics/figures").text
    assert page.count('<tr id="F') == 60
    assert "市场监管总局回应" in page
    assert "87" in page
    assert "87" not in house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).read("/statistics.csv")


def test_programs_are_told_what_the_page_tells_of_the_same_day(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    told = desk.browser.get("/api/v1/statistics").get_json()
    assert (told["total"], told["states"]["initiating"]) == (len(stood(house)), 1)
    assert told["as_of"] == clock.day_of(house.at).isoformat()
    before = clock.day_of(MORNING) - timedelta(days=1)
    assert desk.browser.get(f"/api/v1/statistics?on={before}").get_json() == {
        "as_of": before.isoformat(),
        "total": 0,
        "stages": dict.fromkeys((str(stage.value) for stage in Stage), 0),
        "states": dict.fromkeys((state.value for state in Joint), 0),
    }
