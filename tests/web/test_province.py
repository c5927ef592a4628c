"""A province's seat on pages: it reads its cities' projects, is asked which city it speaks for, and signs for one."""

import re

import pytest
from flask import Flask

from tests import cities
from tests.cast import PASSWORD, World, with_accounts
from tests.cities import CHANGSHA, HUNAN, ZHUZHOU
from tests.web.desk import Desk, House


@pytest.fixture
def house(world: World, app: Flask) -> House:
    seated = cities.seated(world)
    with_accounts(seated)
    return House(seated, app)


def province(house: House) -> tuple[Desk, str]:
    """The seat of 湖南, and a project at whose gates two cities wait for it."""
    road = cities.applied(house.world)
    for city in (CHANGSHA, ZHUZHOU):
        cities.spoken(road, city, province=False)
    house.at = road.at
    return house.desk(house.world.seat(HUNAN, "province")), f"/standards/{road.id}"


def test_every_page_of_a_city_project_is_there(house: House) -> None:
    desk, page = province(house)
    for address in ("/", "/board", "/numbers", "/agreements", page, f"{page}/timeline", f"{page}/papers", "/regions"):
        assert desk.get(address).status_code == 200, address
    assert "长沙市" in desk.read(page)


def test_the_form_asks_for_the_city_and_the_signature_is_its_own(house: House) -> None:
    desk, page = province(house)
    form = desk.read(f"{page}/steps/take_position")
    assert 'name="region"' in form
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version is not None
    told = {"position": "agree", "version": version[1], "idempotency_key": "one-key-only-1"}
    asked = f"{page}/steps/take_position/statement"
    assert desk.post(asked, told, page=page).status_code == 422
    words = desk.post(asked, told | {"region": ZHUZHOU}, page=page)
    assert words.status_code == 200, words.text
    assert "株洲市" in words.text
    statement = re.search(r'name="statement_id" value="(\d+)"', words.text)
    assert statement is not None
    signed = told | {"region": ZHUZHOU, "statement_id": statement[1], "password": PASSWORD}
    assert desk.post(f"{page}/steps/take_position", signed, page=page).status_code == 303


def test_a_handler_of_a_city_is_not_asked_for_a_region(house: House) -> None:
    road = cities.applied(house.world)
    house.at = road.at
    desk = house.desk(house.world.seat(CHANGSHA, "handler"))
    assert 'name="region"' not in desk.read(f"/standards/{road.id}/steps/take_position")
