"""Departments and their load: each number is the length of the list that it opens, counted from projects."""

import re

from flask import Flask

from tests import builders
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World
from tests.web.browsing import seated
from tests.web.tree import Tree, rows, total
from workflow import entering
from workflow.vocabulary import Joint

ROW = re.compile(r'<tr><th scope="row"><a href="/departments/(\d+)">([^<]+)</a>(.*?)</tr>', re.DOTALL)


def test_what_a_department_has_to_do_is_counted_and_listed(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.INITIATING)
    builders.accepted(road, SECOND)
    organ_id = world.seat(SECOND, "applicant").organ_id
    road.wait(days=400)
    reader = seated(app, world.seat(SECOND, "handler"), road.at)
    page = reader.get("/departments")
    assert page.status_code == 200
    found = {int(organ): cells for organ, _, cells in ROW.findall(page.get_data(as_text=True))}
    numbers = [int(n) for n in re.findall(r'data-count="(\d+)"', found[organ_id])]
    assert (numbers[0], numbers[2], numbers[3]) == (1, 1, 1)
    for organ, cells in found.items():
        for href, n in re.findall(r'href="([^"]+)" data-count="(\d+)"', cells):
            tree = Tree()
            tree.feed(reader.get(f"/departments/{organ}").get_data(as_text=True))
            (one,) = tree.listed(href.partition("#")[2])
            assert total(one) == rows(one) == int(n)


def test_a_department_is_led_to_its_duty_and_strangers_see_neither(app: Flask, world: World) -> None:
    organ = world.seat(LEAD, "applicant").organ_id
    reader = seated(app, world.seat(LEAD, "handler"), MORNING)
    name = re.search(r"<h1>([^<]+)</h1>", reader.get(f"/departments/{organ}").get_data(as_text=True))
    assert name is not None
    told = {"title": name[1], "duty": "提出和归口管理"}
    handler, agreement = world.seat(LEAD, "handler"), world.agreements["JJJ"]
    given = (world.database, agreement, "department_duty", "enter_entry", handler, told)
    entering.begin(*given, at=MORNING)
    assert "/registers/department_duty/1" in reader.get(f"/departments/{organ}").get_data(as_text=True)
    stranger = seated(app, world.seat(CHONGQING, "handler"), MORNING)
    assert stranger.get(f"/departments/{organ}").status_code == 404
    assert reader.get("/departments/99999999999").status_code == 404
