"""Changes of agreements on pages: proposed, checked, put before the members, read as a diff, signed word by word."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.cast import CHONGQING, LEAD, MORNING, PASSWORD, SECOND, THIRD
from tests.web.desk import Desk, House
from workflow.clock import day_of
from workflow.vocabulary import SeatRole

TODAY = str(day_of(MORNING))
PAGE = "/agreements/1"


def desk(house: House, region: str, role: SeatRole) -> Desk:
    return house.desk(house.world.seat(region, role))


def proposed(house: House, term: str = "cosign.days", value: str = "10") -> tuple[Desk, str]:
    """A change of one term, and its page."""
    handler = desk(house, LEAD, SeatRole.HANDLER)
    form = {"term": term, "value": value, "citation": "备忘录", "effective_from": TODAY, "reason": "试行"}
    answer = handler.post(f"{PAGE}/steps/propose_terms", form, page=f"{PAGE}/steps/propose_terms")
    assert answer.status_code == 303, answer.text
    return handler, f"{PAGE}/changes/1"


def signed(house: House, region: str) -> TestResponse:
    """The approver of a region reads the statement and signs it."""
    approver = desk(house, region, SeatRole.APPROVER)
    words = approver.post(f"{PAGE}/steps/confirm_change/statement", {"change": "1"}, page=f"{PAGE}/changes/1")
    assert words.status_code == 200, words.text
    assert "20 → 10" in words.text
    statement = re.search(r'name="statement_id" value="(\d+)"', words.text)
    assert statement is not None
    told = {"change": "1", "statement_id": statement[1], "password": PASSWORD}
    return approver.post(f"{PAGE}/steps/confirm_change", told, page=f"{PAGE}/changes/1")


def test_a_change_goes_from_a_proposal_to_a_new_version(house: House) -> None:
    handler, page = proposed(house)
    shown = handler.read(page)
    assert "<del>20</del>" in shown
    assert "<ins>10</ins>" in shown
    opened = handler.post(f"{PAGE}/steps/open_change", {"change": "1"}, page=page)
    assert opened.location == page
    approver = desk(house, SECOND, SeatRole.APPROVER)
    assert page in approver.read("/")
    assert page not in desk(house, LEAD, SeatRole.HANDLER).read("/")
    for region in (LEAD, SECOND):
        assert signed(house, region).status_code == 303
    assert "还差：河北省" in handler.read(PAGE)
    assert page not in approver.read("/")
    assert signed(house, THIRD).status_code == 303
    assert "规则集第 2 版" in handler.read(PAGE)
    assert "已采用" in handler.read(page)


def test_a_faulty_change_is_told_fault_by_fault_and_cannot_be_opened(house: House) -> None:
    handler, page = proposed(house, "floor.min", "9")
    shown = handler.read(page)
    assert "检查发现 1 处缺陷" in shown
    assert "参加地区的下限为 9" in shown
    answer = handler.post(f"{PAGE}/steps/open_change", {"change": "1"}, page=page)
    assert answer.status_code == 409
    assert "参加地区的下限为 9" in answer.text


def test_a_region_proposes_its_own_chain_from_its_own_offices(house: House) -> None:
    secadmin = desk(house, SECOND, SeatRole.SECADMIN)
    form = secadmin.read(f"{PAGE}/steps/propose_chain")
    assert "天津市交通运输委员会" in form
    assert "北京市交通委员会" not in form
    authority = house.world.seat(SECOND, SeatRole.APPROVER).organ_id
    links = {"rank1": f"{authority}|handler|", "rank2": f"{authority}|approver|"}
    told = links | {"gate": "release", "citation": "备忘录", "effective_from": TODAY, "reason": "试行"}
    assert secadmin.post(f"{PAGE}/steps/propose_chain", told, page=f"{PAGE}/steps/propose_chain").status_code == 303
    page = secadmin.read(f"{PAGE}/changes/1")
    assert page.count('<ol class="ranks">') == 2
    foreign = told | {"rank1": f"{house.world.seat(LEAD, SeatRole.APPROVER).organ_id}|handler|"}
    wrong = secadmin.post(f"{PAGE}/steps/propose_chain", foreign, page=f"{PAGE}/steps/propose_chain")
    assert wrong.status_code == 422


@pytest.mark.parametrize("address", ["steps/propose_terms", "steps/sign_agreement", "changes/1", "changes/99"])
def test_the_agreement_of_others_has_no_steps(house: House, address: str) -> None:
    proposed(house)
    stranger = desk(house, CHONGQING, SeatRole.HANDLER)
    assert stranger.get(f"{PAGE}/{address}").status_code == 404
    assert stranger.post(f"{PAGE}/steps/propose_terms").status_code == 404
    assert stranger.post(f"{PAGE}/changes/1/rehearse").status_code in (404, 405)


def test_steps_that_are_nobodys_are_not_there(house: House) -> None:
    handler = desk(house, LEAD, SeatRole.HANDLER)
    for step in ("adopt_change", "agreement_begins", "draft_agreement", "nothing"):
        assert handler.get(f"{PAGE}/steps/{step}").status_code == 404
        assert handler.post(f"{PAGE}/steps/{step}", page=PAGE).status_code in (404, 422)
    assert handler.get(f"{PAGE}/steps/confirm_change").status_code == 409


def test_a_new_agreement_is_drafted_and_put_before_its_parties(house: House) -> None:
    handler = desk(house, LEAD, SeatRole.HANDLER)
    form = {"code": "NEW", "name_zh": "京冀", "name_en": "Beijing-Hebei", "band_start": "700001", "band_source": "示范"}
    form |= {"cover_mode": "joint", "valid_from": TODAY, "citation": "备忘录"}
    with_members = {**form, "members": [LEAD, THIRD]}
    answer = handler.post("/agreements/steps/draft_agreement", with_members, page="/agreements/new")
    assert answer.status_code == 303, answer.text
    page = handler.read(answer.location)
    assert "将要签署的协议" in page
    assert "京冀" in handler.read("/agreements")
    empty = handler.post("/agreements/steps/draft_agreement", {}, page="/agreements/new")
    assert empty.status_code == 422


def test_all_of_it_speaks_english(house: House) -> None:
    handler, page = proposed(house)
    shown = handler.read(f"{page}?lang=en").partition("<main")[2]
    assert "Days for a department to take its position" in shown or "change the terms" in shown
    assert "变更" not in shown
