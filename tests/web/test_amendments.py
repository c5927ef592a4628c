"""Amendments on pages: the parties see everybody's part, anybody one that lies open and the text once in effect."""

import re
from hashlib import sha256

import pytest

from tests import amending, builders
from tests.amending import ALL, HEBEI, NEW
from tests.builders import Road, day
from tests.cast import LEAD
from tests.web.browsing import browser
from tests.web.desk import House
from workflow.vocabulary import Joint, SeatRole

COMMENT = {"opinion": "比例偏高", "reason": "场地有限", "name": "某甲", "contact": "1@example.invalid"}


@pytest.fixture
def road(house: House) -> Road:
    return builders.standing(house.world, Joint.IN_FORCE)


def page(house: House, road: Road, path: str) -> str:
    house.at = road.at
    answer = house.stranger(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def status(house: House, road: Road, path: str) -> int:
    house.at = road.at
    return house.stranger(path).status_code


def test_one_that_lies_open_is_read_and_commented_on_by_anybody(house: House, road: Road) -> None:
    chosen = amending.proposed(road)
    amending.frozen(road)
    address = f"/public/amendments/{amending.last(road).id}"
    assert status(house, road, address) == 404
    road.by(LEAD, "handler", "consult_amendment", days=30)
    assert status(house, road, address) == 404
    for region in ALL:
        road.by(region, "handler", "post_amendment", address="https://example.invalid/x", posted_on=day(road, 0))
    assert f'href="{address}"' in page(house, road, f"/public/standards/{road.id}")
    assert f'href="{address}"' in page(house, road, "/public/")
    shown = page(house, road, address)
    assert "第 1 号修改单" in shown
    assert "百分之十五" in shown
    visitor = browser(house.app, road.at)
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get(address).text)
    assert token
    form = {"clause": chosen, "csrf_token": token[1], **COMMENT}
    assert visitor.post(f"{address}/comments", {**form, "opinion": ""}).status_code == 422
    answer = visitor.post(f"{address}/comments", form)
    assert answer.status_code == 303, answer.text
    assert "比例偏高" in visitor.get(answer.headers["Location"]).text
    assert status(house, road, "/public/amendments/99999999999") == 404


def test_what_is_scheduled_stays_inside_until_its_instant(house: House, road: Road) -> None:
    chosen = amending.proposed(road, "erratum")
    amending.frozen(road)
    amending.forgone(road)
    amending.approved(road, *ALL[:2])
    house.at = road.at
    desk = house.desk(house.world.seat(HEBEI, SeatRole.APPROVER))
    for office in builders.release_departments(road, HEBEI):
        road.take("take_amendment_position", office, position="agree")
    road.by(HEBEI, "handler", "take_amendment_position", position="agree")
    with road.standing() as found:
        assert found.amended is not None
        hashed = found.amended.text_hash
    house.at = road.at
    sheet = desk.read(f"/standards/{road.id}/steps/approve_amendment")
    assert hashed[:16] in sheet
    assert "百分之十五" in sheet
    road.by(HEBEI, "approver", "approve_amendment", position="agree")
    amending.scheduled(road, days=2)
    amending.confirmed(road, *ALL)
    house.at = road.at
    inside = desk.read(f"/standards/{road.id}")
    assert "第 1 号修改单" in inside
    assert "已封存待发布" in inside
    address = f"/public/standards/{road.id}"
    assert "修改单" not in page(house, road, address)
    assert status(house, road, f"/public/amendments/{amending.last(road).id}") == 404
    amending.effected(road)
    shown = page(house, road, address)
    assert "第 1 号修改单" in shown
    assert NEW in shown
    assert amending.words(road, chosen) == NEW
    house.at = road.at
    text = house.stranger(f"{address}/text.json")
    assert sha256(text.data).hexdigest() == hashed
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    assert "已过时" not in desk.read(f"/standards/{road.id}")
    assert NEW in desk.read(f"/standards/{road.id}/text")


def test_every_event_of_an_amendment_can_be_read(house: House, road: Road) -> None:
    amending.erratum(road, 3)
    house.at = road.at
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    links = set(re.findall(rf"/standards/{road.id}/events/\d+/\d+", desk.read(f"/standards/{road.id}/timeline")))
    assert links
    for link in sorted(links)[-20:]:
        assert desk.get(link).status_code == 200
