"""A correction is made on a form like every act; the wrong value stays readable beside the right one."""

import re

import pytest
import sqlalchemy as sa

from tests.builders import Road, standing
from tests.cast import LEAD, PAPER, SECOND
from tests.web.desk import House
from workflow.records.papers import Paper, StoredFile
from workflow.vocabulary import Joint


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


def test_a_wrong_file_is_struck_through_with_the_right_one_beside_it(house: House, road: Road) -> None:
    other = "b" * 64
    with house.world.database.plain() as session:
        stored = session.get_one(StoredFile, PAPER)
        told = {c.key: getattr(stored, c.key) for c in sa.inspect(StoredFile).column_attrs}
        session.add(StoredFile(**told | {"sha256": other, "name": "对的.pdf"}))
        wrong = session.scalar(sa.select(Paper.id).where(Paper.step == "initiate", Paper.region_code == LEAD))
    road.by(LEAD, "handler", "correct", fact=f"initiate.file.{wrong}", file=other, reason="传错了文件")
    house.at = road.at
    desk = house.desk(house.world.seat(SECOND, "handler"))
    for page in ("", "/papers", "/timeline"):
        words = re.sub(r"\s+", " ", desk.read(f"/standards/{road.id}{page}"))
        beside = rf'<del><a href="/files/{PAPER}">[^<]*</a></del> <ins><a href="/files/{other}">[^<]*</a></ins>'
        assert re.search(beside, words), page
    assert "<del>文件.pdf</del> <ins>对的.pdf</ins>" in desk.read(f"/standards/{road.id}/papers")
