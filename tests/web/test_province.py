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


def test_the_province_enters_the_document_of_its_city(house: House) -> None:
    desk = house.desk(house.world.seat(HUNAN, "province"))
    page = f"/agreements/{house.world.agreements['CZT']}"
    assert "登记授权文件" in desk.read(page)
    assert "长沙市" in desk.read(f"{page}/steps/empower_city")
    told = {"city": CHANGSHA, "document_number": "湘政函〔2026〕7号（示）", "dated": "2026-03-01"}
    assert desk.post(f"{page}/steps/empower_city", told, page=page).status_code == 303
    assert "湘政函〔2026〕7号（示）" in desk.read(page)
    foreign = told | {"city": "110000"}
    assert desk.post(f"{page}/steps/empower_city", foreign, page=page).status_code == 422


EVIL = ["", "0", "-1", "9" * 40, "٣", "1/0", "\x00", "<script>", "💥" * 500, "../..", "NaN", "true"]


@pytest.mark.parametrize("evil", EVIL)
def test_no_input_breaks_a_step(house: House, evil: str) -> None:
    handler = house.desk(house.world.seat("110000", "handler"))
    fields = (
        "change",
        "term",
        "value",
        "citation",
        "effective_from",
        "reason",
        "valid_until",
        "members",
        "code",
        "gate",
    )
    told = dict.fromkeys((*fields, "rank1", "name_zh", "name_en", "band_start", "band_end", "cover_mode"), evil)
    for step in (
        "propose_terms",
        "propose_renewal",
        "propose_ending",
        "open_change",
        "withdraw_change",
        "open_signing",
    ):
        assert handler.post(f"/agreements/1/steps/{step}", told, page="/agreements/1").status_code in (409, 422), step
    mixed = told | {"term": "cosign.days", "effective_from": "2026-03-02", "citation": "甲", "reason": "乙"}
    assert handler.post("/agreements/1/steps/propose_terms", mixed, page="/agreements/1").status_code in (409, 422)
    assert handler.post("/agreements/steps/draft_agreement", told, page="/agreements").status_code in (409, 422)
    assert handler.get(f"/agreements/1/steps/open_change?change={evil.encode().hex()}").status_code in (200, 409)
