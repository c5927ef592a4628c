"""The rail of the shared desk: the checker reads the words that are on the desk, saved or not."""

import html
import re
from typing import Any

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, sample_text
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.reads.desk import lying
from workflow.vocabulary import Joint, SeatRole

FAULTY = "设施故障时应当在 24h 内修复。"
JSON = {"Accept": "application/json"}


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=sample_text())
    house.at = made.at
    return made


@pytest.fixture
def zhao(house: House, road: Road) -> Desk:
    return house.desk(builders.editor(road))


@pytest.fixture
def clause(road: Road) -> str:
    """The last one."""
    with road.standing() as standing:
        assert standing.draft is not None
        return list(standing.draft.digest)[-1]


def write(desk: Desk, road: Road, clause: str, body: str) -> None:
    with road.standing() as standing:
        assert standing.draft is not None
        version = str(standing.draft.id)
    fields = {"title": "检修", "body": body, "revision": "0", "version": version, "key": body.encode().hex()[:40]}
    desk.read("/account")
    assert desk.browser.post(f"/standards/{road.id}/desk/{clause}", fields, headers=JSON).status_code == 200


def rail(desk: Desk, road: Road, clause: str) -> Any:
    answer = desk.get(f"/standards/{road.id}/rail/{clause}")
    assert answer.status_code == 200, answer.text
    return answer.json


def fixes(told: Any) -> list[str]:
    return [html.unescape(key) for key in re.findall(r'name="finding" value="([^"]+@[^"]*-\d+)"', told["html"])]


def words(road: Road, clause: str) -> str:
    with road.world.database.read() as session:
        return lying(session, road.id, road.at).words(clause).body


def test_what_is_typed_is_found_before_it_is_saved(zhao: Desk, road: Road, clause: str) -> None:
    before = rail(zhao, road, clause)
    assert "没有检查出问题" in before["html"]
    write(zhao, road, clause, FAULTY)
    told = rail(zhao, road, clause)
    assert told["revision"] > before["revision"]
    assert "L45" in told["html"]
    assert "改法：" in told["html"]
    assert "L45" not in rail(zhao, road, "c1")["html"]
    assert "Cure: " in zhao.get(f"/standards/{road.id}/rail/{clause}?lang=en").json["html"]  # type: ignore[index]


def test_a_safe_finding_is_mended_on_the_desk_once(zhao: Desk, road: Road, clause: str) -> None:
    write(zhao, road, clause, FAULTY)
    address = f"/standards/{road.id}/rail/{clause}"
    key = next(one for one in fixes(rail(zhao, road, clause)) if one.startswith("L45"))
    assert zhao.post(address, {"finding": key}).status_code == 303
    assert words(road, clause) == FAULTY.replace("应当", "应")
    assert zhao.post(address, {"finding": key}).status_code == 409
    assert zhao.post(address, {"finding": "\x00"}).status_code == 409
    assert zhao.post(address + "9", {"finding": key}).status_code == 404
    with road.standing() as standing:
        assert len(standing.versions) == 1


def test_only_what_is_saved_is_answered_for_and_only_by_the_editor(
    house: House, zhao: Desk, road: Road, clause: str
) -> None:
    write(zhao, road, clause, FAULTY)
    step = f"/standards/{road.id}/steps/waive_finding"
    assert step not in rail(zhao, road, clause)["html"]
    shown = zhao.get(f"/standards/{road.id}/desk")
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    assert zhao.browser.post(f"/standards/{road.id}/desk", carried).status_code == 303
    told = rail(zhao, road, clause)
    assert step in told["html"]
    assert step not in rail(house.desk(house.world.seat(SECOND, SeatRole.DRAFTER)), road, clause)["html"]
    names = ("version", "idempotency_key", "seat", "next")
    found = {name: re.findall(rf'name="{name}" value="([^"]+)"', told["html"])[0] for name in names}
    given = found | {"finding": f"L45@{clause}", "reason": "沿用法规原文的写法。"}
    answered = zhao.browser.post(step, given)
    assert answered.location == f"/standards/{road.id}/desk#k-{clause}"
    assert "沿用法规原文的写法。" in rail(zhao, road, clause)["html"]
    write(zhao, road, clause, FAULTY + "又一句。")
    assert "沿用法规原文的写法。" not in rail(zhao, road, clause)["html"]


def test_the_page_of_a_clause_has_the_same_buttons(zhao: Desk, road: Road, clause: str) -> None:
    road.take("save_draft", builders.editor(road), clause=clause, title="检修", words=FAULTY)
    zhao.house.at = road.at
    address = f"/standards/{road.id}/draft?clause={clause}"
    shown = zhao.read(address)
    assert 'name="reason"' in shown
    assert f'name="next" value="{address}"' in shown
    assert f'id="k-{clause}"' in zhao.read(f"/standards/{road.id}/check")


def test_who_has_no_desk_has_no_rail(house: House, road: Road, clause: str) -> None:
    for region, role in ((CHONGQING, SeatRole.DRAFTER), (LEAD, SeatRole.APPROVER)):
        other = house.desk(house.world.seat(region, role))
        assert other.get(f"/standards/{road.id}/rail/{clause}").status_code == 404
        assert other.post(f"/standards/{road.id}/rail/{clause}", {"finding": "x"}).status_code == 404
    assert house.stranger(f"/standards/{road.id}/rail/{clause}").location.startswith("/login")


def test_the_rail_reads_and_writes_nothing(zhao: Desk, road: Road, clause: str) -> None:
    rail(zhao, road, clause)
    assert zhao.get(f"/standards/{road.id}/rail/nowhere").status_code == 404
    with road.world.database.read() as session:
        assert lying(session, road.id, road.at).revision == 0
