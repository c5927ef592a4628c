"""The dossier page: what each seat is offered, the two steps of sealing, the file, and what is not there."""

import re
import zipfile
from io import BytesIO

import pytest

from tests import builders
from tests.builders import Road, standing
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.desk import Desk, House
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def road(house: House) -> Road:
    made = standing(house.world, Joint.DRAFTING)
    house.at = made.at
    return made


@pytest.fixture
def auditor(house: House, road: Road) -> Desk:
    return house.desk(house.world.seat(LEAD, SeatRole.AUDITOR))


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_sealed_in_two_steps_then_taken(auditor: Desk, road: Road) -> None:
    home = f"/standards/{road.id}/dossier"
    assert "还没有封存过" in auditor.read(home)
    page = auditor.read(f"{home}/full")
    assert "签署声明" in page
    made = auditor.post(f"{home}/full/steps/seal_dossier", {"token": token_of(page)}, page=f"{home}/full")
    assert made.headers["Location"].endswith(home)
    listed = auditor.read(home)
    assert "已封存，第 1 号。" in listed
    assert "第 1 号" in listed
    taken = auditor.post(f"{home}/seals/1/steps/take_dossier", page=home)
    assert taken.content_type == "application/zip"
    assert taken.headers["Content-Length"] == str(len(taken.data))
    names = zipfile.ZipFile(BytesIO(taken.data)).namelist()
    assert {name.partition("/")[0] + ".zip" for name in names} == {
        taken.headers["Content-Disposition"].partition('"')[2].rstrip('"')
    }


def test_what_was_not_shown_is_not_sealed(auditor: Desk, road: Road, house: House) -> None:
    home = f"/standards/{road.id}/dossier"
    token = token_of(auditor.read(f"{home}/full"))
    builders.grouped(road)
    house.at = road.at
    answer = auditor.post(f"{home}/full/steps/seal_dossier", {"token": token}, page=f"{home}/full")
    assert answer.headers["Location"].endswith(f"{home}/full")
    assert "又有了新的事件" in auditor.read(f"{home}/full")
    assert "还没有封存过" in auditor.read(home)


def test_it_is_not_there_for_those_who_may_not(house: House, road: Road) -> None:
    home = f"/standards/{road.id}/dossier"
    for seat in (house.world.seat(LEAD, "handler"), house.world.seat(CHONGQING, "auditor")):
        desk = house.desk(seat)
        assert desk.get(home).status_code == 404
        assert desk.get(f"{home}/full").status_code == 404
        assert desk.post(f"{home}/full/steps/seal_dossier", {"token": "0" * 64}).status_code == 404
    assert "/dossier" not in house.desk(house.world.seat(LEAD, "handler")).read(f"/standards/{road.id}")
    secretary = house.desk(house.world.seat(SECOND, "secretary"))
    assert f'href="{home}"' in secretary.read(f"/standards/{road.id}/papers")


@pytest.mark.parametrize("path", ["dossier/whole", "dossier/public", "dossier/seals/1", "dossier/FULL"])
def test_no_other_address_is_there(auditor: Desk, road: Road, path: str) -> None:
    assert auditor.get(f"/standards/{road.id}/{path}").status_code in (404, 405)
    assert auditor.get("/standards/99999999999999/dossier").status_code == 404


@pytest.mark.parametrize("number", [0, 1, 2**31, 10**30])
def test_a_seal_that_is_none_is_not_there(auditor: Desk, road: Road, number: int) -> None:
    address = f"/standards/{road.id}/dossier/seals/{number}/steps/take_dossier"
    assert auditor.post(address).status_code == 404


def test_the_other_language_and_a_panel_that_votes(house: House) -> None:
    road = standing(house.world, Joint.REVIEWING)
    builders.voting(road)
    house.at = road.at
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECRETARY))
    page = desk.read(f"/standards/{road.id}/dossier/full?lang=en")
    assert "A review panel is voting" in page
    assert "seal_dossier" not in page
