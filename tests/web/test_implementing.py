"""The grid of regions and measures, and the numbers beside it that open their lists."""

import re

from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World
from tests.web.browsing import Browser, seated
from workflow import entering
from workflow.vocabulary import Joint


def page(app: Flask, road: Road, region: str = LEAD) -> str:
    seat = road.world.seat(region, "handler")
    return seated(app, seat, road.at).get(f"/standards/{road.id}/implementation").get_data(as_text=True)


def cells(told: str, region: str) -> list[str]:
    row = next(part for part in told.split("<tr>") if f'scope="row">{region}' in part)
    return [re.sub(r"<[^>]+>", " ", cell) for cell in row.split("<td ")[1:]]


def test_what_is_planned_with_the_text_is_followed_to_its_evidence(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    implementer = world.seat(SECOND, "implementer")
    plan = {"kind": "training", "title": "宣贯培训两期", "due_on": builders.day(road, 30)}
    road.by(SECOND, "handler", "plan_duty", owner=implementer.organ_id, **plan)
    before = cells(page(app, road), "天津市")
    assert "已完成" in before[0]
    assert "待办" in before[3]
    assert "未列入" in before[4]
    road.wait(days=40)
    assert "已逾期" in cells(page(app, road), "天津市")[3]
    with road.standing() as standing:
        duty = next(one.id for one in standing.duties if one.title == "宣贯培训两期")
    road.take("report_duty", implementer, duty=duty, done_on=builders.day(road, 0), account="培训 120 人")
    assert "已报告" in cells(page(app, road), "天津市")[3]


def test_each_number_beside_it_is_the_length_of_the_list_that_it_opens(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    seat = world.seat(LEAD, "handler")
    for n in range(3):
        told = {"title": f"案例 {n}", "standard": road.id, "place": "通州", "source": "简报"}
        agreement = world.agreements["JJJ"]
        entering.begin(world.database, agreement, "case", "enter_entry", seat, told, at=road.at)
    shown = dict(re.findall(r'data-count="(\d+)" href="([^"]+)"', page(app, road))[::-1])
    address = shown["3"]
    assert address == f"/registers/case?standard={road.id}"
    reader: Browser = seated(app, world.seat(SECOND, "auditor"), road.at)
    assert reader.get(address).get_data(as_text=True).count('class="title"') == 3
