"""Growth of groups beside printed points, and contributions by level and role: ours are counted, theirs only shown."""

import json
from datetime import timedelta

import pytest
from flask import Flask

from tests import builders
from tests.cast import LEAD, World
from tests.web.desk import Desk, House
from tests.web.test_home import statements
from tests.web.tree import Tree, rows, total
from tests.workflow.entering.keeping import Keeping
from web import charts
from web.pages.growth import _steady
from workflow import clock, entering, shipped
from workflow.vocabulary import Joint, SeatRole

LIVE = ("/statistics/growth", "/statistics/levels")


@pytest.fixture
def house(world: World, app: Flask) -> House:
    made = House(world, app)
    made.at = builders.standing(world, Joint.RELEASED).at + timedelta(hours=1)
    return made


@pytest.fixture
def desk(house: House) -> Desk:
    return house.desk(house.world.seat(LEAD, SeatRole.HANDLER))


def test_what_is_printed_is_shown_and_counted_nowhere(house: House, desk: Desk) -> None:
    page, year = desk.read("/statistics/growth"), clock.day_of(house.at).year
    assert "封面新闻" in page
    (ours,) = [json.loads(line) for line in desk.get("/statistics/growth.jsonl").text.splitlines()]
    assert (ours["year"], ours["released"], ours["in_all"]) == (str(year), 1, 1)


def test_each_count_of_growth_opens_its_list(desk: Desk) -> None:
    page = Tree()
    page.feed(desk.read("/statistics/growth"))
    found = [(n, href) for n, href in page.counts() if href.startswith("/statistics/")]
    assert [n for n, _ in found] == [1, 1]
    for n, href in found:
        listed = Tree()
        listed.feed(desk.read(href))
        (one,) = listed.listed("")
        assert (total(one), rows(one)) == (n, n)


def test_a_line_stays_level_where_nothing_was_released() -> None:
    assert _steady({0: 3, 2015: 5, 2018: 6}) == [(2014, 3), (2015, 5), (2016, 5), (2017, 5), (2018, 6)]
    assert _steady({}) == []
    assert not charts.grown([], [], "ours", "theirs")


def test_contributions_are_counted_by_level_and_role_and_a_unit_once(house: House, desk: Desk) -> None:
    agreement = house.world.agreements["JJJ"]
    for key, unit, role in (("1", "甲所", "lead"), ("2", "甲所", "joined"), ("3", "乙所", "joined")):
        answers = {"title": unit, "key": key, "level": "national", "role": role}
        given = (house.world.database, agreement, "contribution", "enter_entry", desk.seat, answers)
        entering.begin(*given, at=house.at)
    lines = [json.loads(line) for line in desk.get("/statistics/levels.jsonl").text.splitlines()]
    told = {line["level"]: line for line in lines}
    assert told["国家标准"] == {"level": "国家标准", "lead": 1, "joined": 2, "total": 3, "units": 2}
    page = Tree()
    page.feed(desk.read("/statistics/levels"))
    found = [(n, href) for n, href in page.counts() if "value=national" in href]
    assert [n for n, _ in found] == [1, 2, 3, 2]
    for n, href in found:
        listed = Tree()
        listed.feed(desk.read(href))
        (one,) = listed.listed("")
        assert (total(one), rows(one)) == (n, n), href


def test_a_target_with_a_denominator_is_told_per_million(house: House, desk: Desk) -> None:
    keeping = Keeping(house.world, house.world.agreements["JJJ"], house.at)
    told = {"title": "先进标准数", "definition": "现行", "unit": "项", "direction": "at_least", "target": "400"}
    due = clock.days_after(clock.day_of(house.at), 300).isoformat()
    made = keeping.begin("target", "set_target", **told, denominator="5.5", due=due)
    yesterday = clock.days_after(clock.day_of(house.at), -1).isoformat()
    keeping.take(made, "tell_figure", of_day=yesterday, figure="399", source="季度统计")
    assert ">72.55<" in desk.read("/statistics/levels")


@pytest.mark.parametrize("path", LIVE)
def test_more_standards_take_no_more_statements(house: House, desk: Desk, path: str) -> None:
    before = statements(house, path, desk)
    for _ in range(3):
        builders.proposed(house.world, at=house.at)
    assert statements(house, path, desk) == before


@pytest.mark.parametrize("path", LIVE)
def test_they_go_as_files(desk: Desk, path: str) -> None:
    for form in ("csv", "xlsx", "jsonl"):
        assert desk.get(f"{path}.{form}?on=x").status_code == 200
    assert desk.get(f"{path}.exe").status_code == 404


@pytest.mark.parametrize("name", ["figures.csv", "growth.csv"])
def test_every_printed_figure_is_told_whole_in_both_languages(name: str) -> None:
    found = shipped.rows(name)
    assert len(found) > 9
    for row in found:
        assert row["source_zh"], row
        assert row["value"], row
        for column in row:
            if column.endswith("_zh"):
                english = row[f"{column[:-3]}_en"]
                assert bool(row[column]) == bool(english), row
                assert not any("\u3400" <= sign <= "\u9fff" for sign in english), english
