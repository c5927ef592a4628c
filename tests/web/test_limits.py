"""Limits and comparisons on pages: confirmed by ticks, public in files; two standards side by side, settled."""

import io
import json

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.builders import Road
from tests.cast import SECOND, sample_text
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.document import written
from workflow.vocabulary import Joint, SeatRole

SAID = {"quantity": "排放浓度", "operator": "at_most", "bound": "20", "measure": "mg/m³", "force": "shall"}


@pytest.fixture
def road(house: House) -> Road:
    """A standard in force; in its first clause two limits stand."""
    made = builders.standing(house.world, Joint.IN_FORCE)
    with made.standing() as standing:
        clause = standing.limits.binding[0]
    for more in ({}, {"quantity": "<b>臭气</b>", "operator": "less", "measure": ""}):
        made.by(SECOND, SeatRole.HANDLER, "state_limit", limit=f"{clause.id}/new", **SAID | more)
    house.at = made.at
    return made


def handler(house: House) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.HANDLER))


def of(road: Road) -> int:
    with road.standing() as standing:
        return standing.agreement.id


def test_limits_are_judged_on_their_page_and_public_once_confirmed(house: House, road: Road) -> None:
    desk, home = handler(house), f"/standards/{road.id}/limits"
    page = desk.read(home)
    assert "≤ 20 mg/m³" in page
    assert "&lt;b&gt;臭气" in page
    assert "人工写明" in page
    assert "≤ 20" not in desk.read(f"{home}?show=waiting")
    stated = desk.read(f"/standards/{road.id}/steps/state_limit?quantity=排放浓度&bound=20")
    assert 'value="排放浓度"' in stated
    public = json.loads(desk.browser.get(f"/public{home}.json").data)
    assert public["format"] == "tongbiao-limits/1"
    assert public["text_hash"]
    first = public["limits"][0]
    assert {name: first[name] for name in ("quantity", "operator", "values", "unit", "force")} == {
        "quantity": "排放浓度", "operator": "at_most", "values": ["20"], "unit": "mg/m³", "force": "shall",
    }  # fmt: skip
    assert "排放浓度" in desk.browser.get(f"/public{home}").text
    rows = list(load_workbook(io.BytesIO(desk.browser.get(f"/public{home}.xlsx").data)).active.values)
    assert len(rows) == 3
    assert desk.browser.get(f"/public{home}.exe").status_code == 404


def test_proposed_limits_are_confirmed_by_ticks(house: House) -> None:
    road = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(road)
    editor = builders.editor(road)
    road.take("save_draft", editor, text=sample_text())
    with road.standing() as standing:
        clause = next(c.id for c in standing.written.clauses if c.number == "4.2")
    road.take("save_draft", editor, clause=clause, words="排放浓度不应大于 20 mg/m³，净化效率不应低于 90%。")
    house.at = road.at
    desk, home = house.desk(house.world.seat(SECOND, SeatRole.DRAFTER)), f"/standards/{road.id}/limits"
    shown = desk.get(home)
    page = shown.text
    with road.standing() as standing:
        names = [one.name for one in standing.limits.found]
    assert all(f'value="{name}"' in page for name in names)
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    refused = desk.browser.post(home, carried)
    assert refused.status_code in {409, 422}
    answer = desk.browser.post(home, carried | {"limits": names[:1]})
    assert answer.status_code == 303, answer.text
    assert 'class="is-confirmed"' in desk.read(f"{home}?show=held")


def test_two_standards_stand_side_by_side_and_people_settle_the_lines(house: House, road: Road) -> None:
    desk, home = handler(house), f"/agreements/{of(road)}/comparisons"
    with road.standing() as standing:
        title = standing.limits.binding[0].title
    words = "排放浓度不应大于 0.015 g/m³，噪声<i>不应大于 60 dB(A)。"
    clause = Clause("c1", ClauseKind.CHAPTER, "1", title, words, 1, None)
    file = json.dumps(written(Text({}, (clause,))), ensure_ascii=False).encode()
    shown = desk.get(home)
    carried = {name: hidden(shown, name) or "" for name in ("idempotency_key", "seat")}
    asked = {"standard": str(road.id), "other_title": "大气规范", "other_number": "T/X 1—2025"}
    empty = desk.browser.post(home, carried | asked)
    assert empty.status_code == 422
    answer = desk.browser.post(
        home, carried | asked | {"file": (io.BytesIO(file), "x.json")}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303, answer.text
    one = answer.headers["Location"]
    shown = desk.get(one)
    page = shown.text
    assert "宽于" in page
    assert "我方缺" in page
    assert "噪声&lt;i&gt;" in page
    assert 'rel-looser"><span' not in desk.read(f"{one}?show=missing").partition('class="clauses"')[2]
    place = page.partition('name="line" value="')[2].partition('"')[0]
    carried = {name: hidden(shown, name) or "" for name in ("idempotency_key", "seat")}
    wrong = desk.browser.post(one, carried | {"line": place, "relation": "equal", "idempotency_key": "k1"})
    assert wrong.status_code == 409
    assert "写明理由" in wrong.text
    said = {"line": place, "relation": "differs", "notes": "工况不同", "idempotency_key": "k2"}
    assert desk.browser.post(one, carried | said).status_code == 303
    page = desk.read(one)
    assert "系统原判" in page
    assert "工况不同" in page
    told = json.loads(desk.browser.get(f"{one}.json").data)
    assert told["format"] == "tongbiao-comparison/1"
    assert next(line for line in told["lines"] if line["place"] == int(place))["settled"] == "differs"
    assert (
        len(list(load_workbook(io.BytesIO(desk.browser.get(f"{one}.xlsx").data)).active.values))
        == len(told["lines"]) + 1
    )
    assert "大气规范" in desk.read(home)
    stranger = f"/agreements/{of(road)}/comparisons/999"
    assert desk.browser.get(stranger).status_code == 404
