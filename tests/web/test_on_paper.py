"""The pages of acts done on paper: the handler enters with the scan, a second person confirms."""

from hashlib import sha256
from io import BytesIO

import pytest

from tests.builders import Road, day
from tests.cast import LEAD, SECOND
from tests.deciding import deciding, initiation
from tests.web.desk import House
from tests.web.uploads import PDF
from workflow.vocabulary import Track


@pytest.fixture
def road(house: House) -> Road:
    road = deciding(house.world)
    house.at = road.at
    return road


def filled(road: Road) -> dict[str, object]:
    files = {name: (BytesIO(PDF + name.encode()), f"{name}.pdf") for name in ("assessment", "paper_scan")}
    return {**initiation(road), "paper_dated": day(road, 0), **files}


def test_the_handler_enters_a_second_person_confirms_and_the_act_is_taken(house: House, road: Road) -> None:
    here, signer = f"/standards/{road.id}/on-paper", house.world.seat(LEAD, "approver")
    desk = house.desk(house.world.seat(LEAD, "handler"))
    form = f"{here}/{signer.id}/initiate"
    assert f'href="{form}"' in desk.read(here)
    assert f"{here}/{signer.id}/approve_release" not in desk.read(here)
    answer = desk.post(form, {}, page=form)
    assert answer.status_code == 422
    answer = desk.post(form, filled(road), page=form)
    assert answer.status_code == 303, answer.text
    assert "confirm_paper" not in desk.read(here)
    assert desk.post(f"{here}/1/steps/confirm_paper", page=here).status_code == 409
    second = house.desk(house.world.seat(LEAD, "secretary"))
    page = second.read(here)
    assert "京〔2026〕1号" in page
    assert second.get("/files/" + page.split('href="/files/')[1][:64]).status_code == 200
    assert second.post(f"{here}/1/steps/confirm_paper", page=here).status_code == 303
    with road.standing() as standing:
        assert standing.tracks[LEAD].state is Track.INITIATED
    assert "纸面" in second.read(f"/standards/{road.id}")


def test_another_region_neither_reads_nor_confirms_it(house: House, road: Road) -> None:
    here, signer = f"/standards/{road.id}/on-paper", house.world.seat(LEAD, "approver")
    form = f"{here}/{signer.id}/initiate"
    house.desk(house.world.seat(LEAD, "handler")).post(form, filled(road), page=form)
    stranger = house.desk(house.world.seat(SECOND, "handler"))
    assert "京〔2026〕1号" not in stranger.read(here)
    assert stranger.get(form).status_code == 404
    for act in ("confirm_paper", "refuse_paper"):
        assert stranger.post(f"{here}/1/steps/{act}", {"reason": "x"}).status_code == 404


def test_it_can_be_sent_back_with_a_reason(house: House, road: Road) -> None:
    here, signer = f"/standards/{road.id}/on-paper", house.world.seat(LEAD, "approver")
    form = f"{here}/{signer.id}/initiate"
    house.desk(house.world.seat(LEAD, "handler")).post(form, filled(road), page=form)
    second = house.desk(house.world.seat(LEAD, "secretary"))
    assert second.post(f"{here}/1/steps/refuse_paper", page=here).status_code == 409
    assert second.post(f"{here}/1/steps/refuse_paper", {"reason": "文号不符"}, page=here).status_code == 303
    assert second.post(f"{here}/1/steps/confirm_paper", page=here).status_code == 409


def test_a_hash_written_into_the_words_of_an_act_opens_no_file(house: House, road: Road) -> None:
    """Whoever reads the hash of another region's scan in the log could write it into a reason of their own."""
    here = f"/standards/{road.id}/on-paper"
    ours = house.desk(house.world.seat(LEAD, "handler"))
    page = f"{here}/{house.world.seat(LEAD, 'approver').id}/initiate"
    ours.post(page, filled(road), page=page)
    digest = sha256(PDF + b"paper_scan").hexdigest()
    assert ours.get(f"/files/{digest}").status_code == 200
    theirs = house.desk(house.world.seat(SECOND, "handler"))
    page = f"{here}/{house.world.seat(SECOND, 'approver').id}/decline"
    scan = {"paper_scan": (BytesIO(PDF + b"another"), "scan.pdf")}
    fields = {"reason": digest, "paper_dated": day(road, 0), **scan}
    answer = theirs.post(page, fields, page=page)
    assert answer.status_code == 303, answer.text
    assert theirs.get(f"/files/{digest}").status_code == 404
