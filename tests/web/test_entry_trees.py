"""The tree of a standard system: counts that open their lists, the standard's own state, the public's twin."""

import re

from flask import Flask

from tests import builders
from tests.cast import LEAD, MORNING, World
from tests.web.browsing import browser, seated
from workflow import entering
from workflow.vocabulary import Joint

COUNT = re.compile(r'href="([^"]+)" data-count="(\d+)"')


def node(world: World, number: str, status: str, **more: int) -> int:
    told = {"title": f"节点 {number}", "number": number, "status": status} | more
    given = (world.database, world.agreements["JJJ"], "system_node", "enter_entry", world.seat(LEAD, "handler"), told)
    return entering.begin(*given, at=MORNING).entry_id


def test_each_number_of_the_tree_opens_the_nodes_that_it_counts(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    top = node(world, "1", "group")
    middle = node(world, "1.1", "published", parent=top, standard=road.id)
    node(world, "1.1.1", "gap", parent=middle)
    node(world, "1.2", "gap", parent=top)
    for reader, home in ((seated(app, world.seat(LEAD, "handler"), road.at), ""), (browser(app, road.at), "/public")):
        page = reader.get(f"{home}/registers/system_node/tree")
        assert page.status_code == 200
        told = page.get_data(as_text=True)
        assert re.search(rf'/standards/{road.id}">(\w+)<', told)
        counts = [(href.replace("&amp;", "&"), n) for href, n in COUNT.findall(told) if "under=" in href]
        assert {n for href, n in counts if f"under={top}&" in href and "value=gap" in href} == {"2"}
        assert len(counts) >= 5
        for href, n in counts:
            listed = reader.get(href).get_data(as_text=True)
            assert f'data-list="{n}"' in listed


def test_a_kind_that_is_no_tree_has_none(app: Flask, world: World) -> None:
    handler = seated(app, world.seat(LEAD, "handler"), MORNING)
    assert handler.get("/registers/committee/tree").status_code == 404
    assert handler.get("/registers/nothing/tree").status_code == 404
    assert "还没有节点" in handler.get("/registers/system_node/tree").get_data(as_text=True)
    for odd in ("under=x", "under=99999999999", "field=status", "field=odd&value=1", "under=1&field=number&value=1"):
        assert handler.get(f"/registers/system_node?{odd}").status_code == 200
