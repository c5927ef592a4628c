"""The shared term base on pages: read by members alone, agreed by a button, taken over into a draft by another."""

import re

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, sample_text
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow import agreeing
from workflow.picture import manuscript
from workflow.text.clauses import Clause
from workflow.text.term_entries import entries
from workflow.vocabulary import Joint, SeatRole

SAID = {
    "concept": "换电站",
    "english": "battery swap station",
    "definition": "更换动力电池的场所",
    "source": "GB/T 29317",
}


@pytest.fixture
def group(house: House) -> int:
    """A group whose second region proposed a term."""
    made: int = house.world.agreements["JJJ"]
    seat = house.world.seat(SECOND, SeatRole.DRAFTER)
    agreeing.take(house.world.database, made, "propose_word", seat, SAID, at=house.at)
    return made


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=sample_text())
    house.at = made.at
    return made


def clauses(road: Road) -> tuple[Clause, ...]:
    with road.standing() as standing, road.world.database.read() as session:
        assert standing.draft is not None
        return manuscript.load(session, standing.draft).clauses


def press(desk: Desk, group: int, step: str) -> int:
    """The first button of this step on the page of the base."""
    page = desk.get(f"/agreements/{group}/terms")
    form = re.search(rf'action="(/agreements/\d+/steps/{step})">(.*?)</form>', page.text, re.DOTALL)
    assert form, f"no button for {step}"
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    return desk.browser.post(form[1], fields).status_code


def test_members_read_the_base_and_agree_by_a_button(house: House, group: int) -> None:
    for region in (LEAD, SECOND):
        desk = house.desk(house.world.seat(region, SeatRole.HANDLER))
        assert "更换动力电池的场所" in desk.read(f"/agreements/{group}/terms")
        assert press(desk, group, "agree_words") == 303
        assert "代表本区同意" not in desk.read(f"/agreements/{group}/terms")
    assert "还差" in house.desk(house.world.seat(LEAD, SeatRole.APPROVER)).read(f"/agreements/{group}/terms")
    assert "no such" not in desk.read(f"/agreements/{group}/terms?q=swap")
    assert "没有这样的术语" in desk.read(f"/agreements/{group}/terms?q=nothing")


def test_what_the_regions_say_differently_stands_side_by_side(house: House, group: int) -> None:
    seat = house.world.seat(LEAD, SeatRole.DRAFTER)
    agreeing.take(house.world.database, group, "propose_word", seat, SAID | {"definition": "=另一个"}, at=house.at)
    desk = house.desk(seat)
    page = desk.read(f"/agreements/{group}/terms")
    assert "说法不同" in page
    assert page.count('<article class="clause">') == 1
    assert "'=另一个" in desk.get(f"/agreements/{group}/terms.csv").data.decode("utf-8-sig")
    assert desk.get(f"/agreements/{group}/terms.pdf").status_code == 404
    english = desk.read(f"/agreements/{group}/terms?lang=en")
    assert "Regions differ" in english


def test_a_proposal_is_made_by_the_form_and_leads_back_to_the_base(house: House, group: int) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.DRAFTER))
    shown = desk.get(f"/agreements/{group}/steps/propose_word")
    carried = {"idempotency_key": hidden(shown, "idempotency_key") or ""}
    answer = desk.browser.post(f"/agreements/{group}/steps/propose_word", carried | SAID | {"concept": "<b>充电桩"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/agreements/{group}/terms")
    assert "&lt;b&gt;充电桩" in desk.read(f"/agreements/{group}/terms")


def test_strangers_see_no_base(house: House, group: int) -> None:
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER))
    assert stranger.get(f"/agreements/{group}/terms").status_code == 404
    assert stranger.get(f"/agreements/{group}/terms.csv").status_code == 404
    assert "换电站" not in stranger.browser.get("/terms", follow_redirects=True).text
    assert house.stranger(f"/agreements/{group}/terms").status_code in (302, 303, 401)


def test_a_term_that_the_clause_uses_is_offered_and_taken_over_once(house: House, road: Road, group: int) -> None:
    desk = house.desk(house.world.seat(SECOND, SeatRole.DRAFTER))
    clause = next(c for c in clauses(road) if c.number == "4.2")
    at = f"/standards/{road.id}/draft?clause={clause.id}"
    assert "更换动力电池的场所" not in desk.read(at)
    shown = desk.get(f"{at}&term=换电")
    assert "更换动力电池的场所" in shown.text
    word = re.search(r'name="word" value="(\d+)"', shown.text)
    assert word
    sent = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")} | {"word": word[1]}
    answer = desk.browser.post(f"/standards/{road.id}/draft/term", sent)
    assert answer.status_code == 303
    found = {entry.term: entry for entry in entries(clauses(road))}
    assert (found["换电站"].english, found["换电站"].source) == ("battery swap station", "GB/T 29317")
    count = len(clauses(road))
    shown = desk.get(f"{at}&term=换电")
    sent |= {name: hidden(shown, name) or "" for name in ("version", "idempotency_key")}
    assert desk.browser.post(f"/standards/{road.id}/draft/term", sent).status_code == 303
    assert len(clauses(road)) == count
    assert desk.browser.post(f"/standards/{road.id}/draft/term", sent | {"word": "999"}).status_code == 404
