"""Projects alike on pages: by title for who may see the other one, by its region for who may not; both answers."""

from datetime import timedelta

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SICHUAN
from tests.web.desk import House
from workflow import agreeing, jobs

TITLE, RIVAL = "停车场充电设施配置与运行管理规范", "川渝停车场充电桩运行管理与配置要求"


@pytest.fixture
def roads(house: House) -> tuple[Road, Road]:
    world = house.world
    ours = builders.proposed(world, title_zh=TITLE)
    rival = builders.proposed(world, agreement="CY", regions=(CHONGQING, SICHUAN), title_zh=RIVAL, field="商贸服务")
    ours.at = rival.at = house.at = ours.at + timedelta(minutes=5)
    jobs.tick(world.database, house.at)
    return ours, rival


def test_a_stranger_reads_the_region_and_no_title(house: House, roads: tuple[Road, Road]) -> None:
    page = house.desk(house.world.seat(LEAD, "handler")).read(f"/standards/{roads[0].id}")
    assert "重庆市的一个项目" in page
    assert "川渝停车场" not in page
    assert f"/standards/{roads[0].id}/steps/answer_alike?alike=" in page
    form = house.desk(house.world.seat(LEAD, "handler")).read(f"/standards/{roads[0].id}/steps/answer_alike")
    assert "川渝停车场" not in form


def test_both_sides_read_what_either_said(house: House, roads: tuple[Road, Road]) -> None:
    ours, rival = roads
    with ours.standing() as found:
        alert = found.alerts[0].id
    ours.by(LEAD, "handler", "answer_alike", alike=alert, verdict="different", reason="只涉及公共停车场")
    house.at = ours.at
    page = house.desk(house.world.seat(CHONGQING, "handler")).read(f"/standards/{rival.id}")
    assert "主题不同" in page
    assert "只涉及公共停车场" in page
    assert "京津冀" not in page
    assert TITLE not in page


def test_a_suggestion_stands_beside_what_is_alike(house: House, roads: tuple[Road, Road]) -> None:
    world, group = house.world, house.world.agreements["JJJ"]
    raw = {
        "project": "北京市停车场充电桩配置和运行管理指南",
        "need": "统一要求",
        "name": "王",
        "contact": "a@b.example",
    }
    agreeing.take(world.database, group, "suggest", None, raw, at=house.at)
    page = house.desk(world.seat(LEAD, "handler")).read(f"/agreements/{group}/suggestions")
    assert f'href="/standards/{roads[0].id}"' in page
    assert "重庆市的一个项目" in page
