"""A correction is made on a form like every act; the wrong value stays readable beside the right one."""

import re

import pytest
from flask import Flask

from tests.builders import Road, standing
from tests.cast import LEAD, SECOND, World
from tests.web.desk import House
from workflow.vocabulary import Joint


@pytest.fixture
def house(world: World, app: Flask) -> House:
    return House(world, app)


@pytest.fixture
def road(house: House) -> Road:
    road = standing(house.world, Joint.DRAFTING)
    house.at = road.at
    return road


def test_the_form_offers_the_own_regions_facts(house: House, road: Road) -> None:
    page = house.desk(house.world.seat(LEAD, "handler")).read(f"/standards/{road.id}/steps/correct")
    assert f"{LEAD}-2026-01" in page
    assert f"{SECOND}-2026-01" not in re.split("<main", page)[1]


def test_the_timeline_strikes_the_wrong_value_and_shows_the_right_one(house: House, road: Road) -> None:
    road.by(LEAD, "handler", "correct", fact="initiate.plan_number", right_value="京-2026-77", reason="录入有误")
    house.at = road.at
    page = house.desk(house.world.seat(SECOND, "handler")).read(f"/standards/{road.id}/timeline")
    assert page.count(f"<del>{LEAD}-2026-01</del> <ins>京-2026-77</ins>") == 2
    assert "录入有误" in page
