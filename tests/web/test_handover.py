"""The hand-over of the chair: what stands open is counted and listed, and only the chair's people confirm it."""

import re

from flask import Flask

from tests import builders
from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.web.browsing import Browser, seated
from tests.web.tree import Tree, rows, total
from workflow import entering
from workflow.kinds import all_kinds
from workflow.vocabulary import Joint

CONFIRM = "/registers/chair_handover/steps/enter_entry"


def counts(reader: Browser, address: str) -> dict[str, int]:
    """The numbers of the page, each found to be the length of its list."""
    tree = Tree()
    tree.feed(reader.get(address).get_data(as_text=True))
    found = {href: n for n, href in tree.counts() if href.startswith("#")}
    for href, n in found.items():
        (one,) = tree.listed(href[1:])
        assert total(one) == rows(one) == n
    return found


def test_everything_open_is_counted_and_the_chair_confirms(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    agreement = world.agreements["JJJ"]
    told = {"title": "培训一期", "due": builders.day(road, 30), "instrument": "备忘录", "obligation": "办两期培训"}
    row = next(one.name for one in entering.rows_of(all_kinds()["promise"]) if not one.source)
    entering.begin(world.database, agreement, "promise", row, world.seat(SECOND, "handler"), told, at=road.at)
    address = f"/agreements/{agreement}/handover"
    chair, other = (seated(app, world.seat(code, "handler"), road.at) for code in (LEAD, SECOND))
    found = counts(chair, address)
    assert found["#l-joint-drafting"] == found["#l-handover-promises"] == 1
    assert found["#l-handover-waiting"] >= 1
    confirm = f"/agreements/{agreement}{CONFIRM}"
    assert confirm in chair.get(address).get_data(as_text=True)
    assert confirm not in other.get(address).get_data(as_text=True)
    answers = {"title": "轮值交接", "outgoing": SECOND, "taken_on": builders.day(road, 0)}
    assert other.post(confirm, answers).status_code == 409
    assert chair.post(confirm, answers).status_code == 303
    shown = other.get(address).get_data(as_text=True)
    assert re.search(r'已确认接任：<a href="/registers/chair_handover/\d+"', shown)
    stranger = seated(app, world.seat(CHONGQING, "handler"), road.at)
    assert stranger.get(address).status_code == 404
