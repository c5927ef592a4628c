"""The checker on pages: findings with their places, safe ones mended by a button, waivers by name, the gate."""

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, PAPER, SECOND, sample_text
from tests.house.sayings import HAN
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.picture import manuscript
from workflow.process.reasons import Refused
from workflow.vocabulary import Joint, SeatRole

FAULTY = sample_text().replace("设施故障时应在 24 h 内修复。", "设施故障时应当在 24h 内修复，必须留存记录。")


@pytest.fixture
def road(house: House) -> Road:
    """A group that has written a text with faults in its last clause."""
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    save(house, made, text=FAULTY)
    return made


def save(house: House, road: Road, **answers: object) -> None:
    road.take("save_draft", builders.editor(road), **answers)
    house.at = road.at


def page(road: Road, more: str = "") -> str:
    return f"/standards/{road.id}/check{more}"


def editor(house: House, road: Road) -> Desk:
    return house.desk(builders.editor(road))


def last_clause(road: Road) -> str:
    with road.standing() as standing:
        assert standing.draft is not None
        return list(standing.draft.digest)[-1]


def waive(house: House, road: Road, finding: str) -> None:
    road.take("waive_finding", builders.editor(road), finding=finding, reason="沿用法规原文的写法。")
    house.at = road.at


def freeze(road: Road) -> None:
    road.take("freeze_text", builders.editor(road), purpose="consultation", summary="定稿", explanation=PAPER)


def test_a_stranger_sees_no_findings_and_mends_nothing(house: House, road: Road) -> None:
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.DRAFTER))
    assert stranger.get(page(road)).status_code == 404
    assert stranger.post(page(road, "/fix"), {"all": "y"}).status_code == 404
    assert stranger.get(f"/api/v1/standards/{road.id}/findings").status_code == 404
    assert house.stranger(page(road)).location.startswith("/login")


def test_each_finding_names_its_rule_its_clause_and_its_cure(house: House, road: Road) -> None:
    text = editor(house, road).read(page(road))
    clause = last_clause(road)
    assert "L45" in text
    assert "GB/T 1.1—2020, 9.1" in text
    assert f"/standards/{road.id}/draft?clause={clause}#k-{clause}" in text
    assert "改法：" in text
    narrowed = editor(house, road).read(page(road, "?severity=error"))
    assert narrowed.count("<article") < text.count("<article")
    assert "没有符合条件的问题" in editor(house, road).read(page(road, "?show=waived"))


def test_the_findings_are_told_in_english_without_chinese_of_ours(house: House, road: Road) -> None:
    desk = editor(house, road)
    zh, en = desk.read(page(road)), desk.read(page(road, "?lang=en"))
    assert "Cure: " in en
    assert "改法" in zh
    items = desk.get(f"/api/v1/standards/{road.id}/findings?lang=en").json["items"]  # type: ignore[index]
    assert not [one for one in items if HAN.search(one["cites"] + one["severity_words"])]


def test_safe_ones_are_mended_by_one_button_and_saved_through_the_door(house: House, road: Road) -> None:
    desk = editor(house, road)
    shown = desk.get(page(road))
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    before = shown.text.count('name="finding"')
    done = desk.browser.post(page(road, "/fix"), carried | {"all": "y"})
    assert done.status_code == 303, done.text
    after = desk.read(page(road))
    assert after.count('name="finding"') < before
    assert "24 h" in desk.read(f"/standards/{road.id}/draft")
    with road.standing() as standing:
        assert [version.number for version in standing.versions] == [2, 1]
    again = desk.browser.post(page(road, "/fix"), carried | {"finding": "L45@c1@0@0-1"})
    assert again.status_code == 409


def test_the_desk_shows_the_findings_of_a_clause_beside_it(house: House, road: Road) -> None:
    desk, clause = editor(house, road), last_clause(road)
    assert "本条的检查" in desk.read(f"/standards/{road.id}/draft?clause={clause}")
    assert "本条的检查" not in desk.read(f"/standards/{road.id}/draft?clause=c1")
    assert "检查出" in desk.read(f"/standards/{road.id}/draft")


def test_the_gate_refuses_errors_that_nobody_answers_for(house: House, road: Road) -> None:
    with pytest.raises(Refused) as no:
        freeze(road)
    (reason,) = no.value.reasons
    assert reason.rule == "text_sound"
    assert "5.2 检修" in reason.sentence
    save(house, road, text=sample_text())
    freeze(road)


def test_only_the_editor_waives_and_the_waiver_lapses_with_its_clause(house: House, road: Road) -> None:
    clause = last_clause(road)
    with pytest.raises(Refused):
        road.take("waive_finding", house.world.seat(SECOND, "drafter"), finding=f"L45@{clause}", reason="否")
    errors = {one["finding"] for one in found(house, road) if one["severity"] == "error"}
    assert f"L45@{clause}" in errors
    for finding in sorted(errors):
        waive(house, road, finding)
    desk = editor(house, road)
    assert "沿用法规原文的写法。" in desk.read(page(road))
    save(house, road, clause="c1", title="前言", words=foreword(road) + "\n改过的一段。")
    assert "已失效的说明" not in desk.read(page(road))
    save(house, road, clause=clause, title="检修", words="设施故障时必须修复。")
    assert "已失效的说明" in desk.read(page(road))
    with pytest.raises(Refused, match="text_sound"):
        freeze(road)
    assert not house.desk(house.world.seat(LEAD, SeatRole.APPROVER)).read(page(road)).count("check/fix")


def test_a_waived_text_is_frozen(house: House, road: Road) -> None:
    for finding in sorted({one["finding"] for one in found(house, road) if one["severity"] == "error"}):
        waive(house, road, finding)
    freeze(road)


def found(house: House, road: Road) -> list[dict[str, str]]:
    told = editor(house, road).get(f"/api/v1/standards/{road.id}/findings").json
    assert told is not None
    return list(told["items"])


def foreword(road: Road) -> str:
    with road.standing() as standing:
        assert standing.draft is not None
        return manuscript.load(standing.session, standing.draft).clauses[0].body
