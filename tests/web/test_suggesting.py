"""Suggestions without the pen over HTTP: who may, who decides, what the suggester and the history see of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.browsing import hidden
from tests.web.desk import Desk, House, drafted
from workflow.vocabulary import Joint, SeatRole

TEXT = "1 范围\n本文件规定了甲。本文件适用于乙，间距不应小于 80 mm。\n2 要求\n应符合丙。\n"
BODY = TEXT.split("\n")[1]


@pytest.fixture
def road(house: House) -> Road:
    return drafted(house, TEXT)


@pytest.fixture
def approver(house: House) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.APPROVER))


def ways(road: Road, more: str = "suggestions") -> str:
    return f"/standards/{road.id}/{more}"


def suggested(desk: Desk, road: Road, old: str, new: str, **more: str) -> Any:
    """The form of c1, sent with other words."""
    form = desk.get(ways(road, "suggest/c1"))
    assert form.status_code == 200, form.text
    carried = {name: hidden(form, name) or "" for name in ("from", "revision")}
    fields = {"title": "范围", "body": BODY.replace(old, new), "reason": "更清楚", **more}
    return desk.browser.post(ways(road, "suggest/c1"), carried | fields)


def settled(desk: Desk, road: Road, *ids: int, verdict: str, answer: str = "") -> Any:
    desk.read(ways(road))
    form: Mapping[str, Any] = {"suggestion": [str(one) for one in ids], "verdict": verdict, "answer": answer}
    return desk.browser.post(ways(road), dict(form))


def saved(desk: Desk, road: Road) -> None:
    shown = desk.get(ways(road, "desk"))
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    assert desk.browser.post(ways(road, "desk"), carried).status_code == 303


def test_everybody_who_takes_part_may_suggest_and_nobody_else(house: House, road: Road) -> None:
    cosigner = road.world.of(SECOND, SeatRole.COSIGNER)[0]
    inside = [cosigner, *(road.world.seat(LEAD, role) for role in (SeatRole.APPROVER, SeatRole.HANDLER))]
    for seat in inside:
        assert suggested(house.desk(seat), road, "甲", f"甲{seat.id}").status_code == 303
    outside = [road.world.seat(CHONGQING, role) for role in (SeatRole.HANDLER, SeatRole.DRAFTER, SeatRole.EXPERT)]
    outside += [road.world.seat(LEAD, role) for role in (SeatRole.SECADMIN, SeatRole.EXPERT, SeatRole.IMPLEMENTER)]
    for seat in outside:
        other = house.desk(seat)
        for page in ("suggest", "suggest/c1", "suggestions"):
            assert other.get(ways(road, page)).status_code == 404, seat.role
        assert other.post(ways(road, "suggest/c1"), {"title": "", "body": "坏"}).status_code == 404
        assert other.post(ways(road), {"suggestion": "1", "verdict": "accept"}).status_code == 404


def test_the_pen_accepts_and_the_history_names_both(road: Road, zhao: Desk, approver: Desk) -> None:
    assert suggested(approver, road, "甲。", "甲。另有丁。").status_code == 303
    name, own = approver.seat.person_name, zhao.seat.person_name
    assert "更清楚" in zhao.read(ways(road))
    assert approver.post(ways(road), {"suggestion": "1", "verdict": "accept"}).status_code == 404
    assert settled(zhao, road, 1, verdict="accept").status_code == 303
    assert "甲。另有丁。" in zhao.read(ways(road, "desk"))
    assert "还没有成稿" in approver.read(ways(road, "suggestions?show=mine"))
    saved(zhao, road)
    assert "进入文本 2" in approver.read(ways(road, "suggestions?show=mine"))
    for page in ("text/origins?version=2", "diff?from=1&to=2"):
        told = approver.read(ways(road, page))
        assert f"{name}建议，{own}采纳" in told, page
    blame = approver.read(ways(road, "text/origins?version=2"))
    assert blame.index("另有丁") > blame.index(f"{name}建议")
    assert "建议" not in blame.split("适用于乙")[1]


def test_a_no_has_a_reason_that_the_suggester_reads(road: Road, zhao: Desk, approver: Desk) -> None:
    suggested(approver, road, "甲", "丁")
    assert settled(zhao, road, 1, verdict="reject").status_code == 422
    assert settled(zhao, road, 1, verdict="reject", answer="与上位标准不符").status_code == 303
    told = approver.read(ways(road, "suggestions?show=mine"))
    assert "与上位标准不符" in told
    assert "未采纳" in told
    assert "本文件规定了甲。" in zhao.read(ways(road, "desk"))


def test_many_are_decided_at_once_and_what_went_on_is_told(road: Road, zhao: Desk, approver: Desk) -> None:
    suggested(approver, road, "甲", "丁")
    suggested(approver, road, "80 mm", "90 mm")
    suggested(approver, road, "80 mm", "95 mm")
    answer = settled(zhao, road, 1, 2, 3, verdict="accept")
    assert answer.status_code == 303
    told = zhao.browser.get(answer.location).text
    assert "已决定 2 处" in told
    assert "有 1 处的原句后来又改过" in told
    desk = zhao.read(ways(road, "desk"))
    assert "本文件规定了丁。" in desk
    assert "90 mm" in desk
    assert "9095" not in desk


def test_whoever_suggested_takes_it_back_once(road: Road, zhao: Desk, approver: Desk) -> None:
    suggested(approver, road, "甲", "丁")
    assert zhao.post(ways(road, "suggestions/1/withdraw")).status_code == 404
    assert approver.post(ways(road, "suggestions/1/withdraw")).status_code == 303
    assert approver.post(ways(road, "suggestions/1/withdraw")).status_code == 409
    assert "收回" in approver.read(ways(road, "suggestions?show=mine"))


def test_those_without_the_pen_see_versions_and_not_the_desk(road: Road, zhao: Desk, approver: Desk) -> None:
    base = {"title": "范围", "body": BODY.replace("甲", "还没成稿的话"), "revision": "0", "key": "k" * 20}
    with road.standing() as standing:
        assert standing.draft is not None
        version = str(standing.draft.id)
    assert zhao.post(ways(road, "desk/c1"), base | {"version": version}).status_code == 303
    assert "还没成稿的话" in zhao.read(ways(road, "suggest/c1"))
    assert "还没成稿的话" not in approver.read(ways(road, "suggest/c1"))
    suggested(approver, road, "乙", "乙一", revision="1")
    assert "还没成稿的话" not in approver.read(ways(road))


def test_where_the_text_rests_nothing_is_suggested(house: House, road: Road, zhao: Desk) -> None:
    road = builders.standing(house.world, Joint.SEALED)
    house.at = road.at
    seat = road.world.seat(LEAD, SeatRole.APPROVER)
    other = house.desk(seat)
    answer = other.post(ways(road, "suggest/c1"), {"title": "", "body": "坏", "from": "1"})
    assert answer.status_code == 409
    assert other.get(ways(road)).status_code == 200


def test_during_the_review_the_reviewers_suggest(house: House) -> None:
    road = builders.standing(house.world, Joint.REVIEWING)
    builders.voting(road)
    house.at = road.at
    reviewer = house.desk(builders.experts(road)[0])
    page = reviewer.get(ways(road, "suggest"))
    assert page.status_code == 200
    clause = page.text.split(f"/standards/{road.id}/suggest/")[1].split('"')[0]
    form = reviewer.get(ways(road, f"suggest/{clause}"))
    fields = {"from": hidden(form, "from") or "", "title": "另一个标题", "body": "应当另写。"}
    assert reviewer.browser.post(ways(road, f"suggest/{clause}"), fields).status_code == 303


@pytest.mark.parametrize(
    "fields", [{"body": "暗\u202e藏"}, {"body": "长" * 40_001}, {"reason": "长" * 2_001}, {"body": BODY}]
)
def test_what_cannot_stand_is_told_and_given_back(road: Road, approver: Desk, fields: dict[str, str]) -> None:
    refused = suggested(approver, road, "甲", "丁" if "body" not in fields else "甲", **fields)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text


@pytest.mark.parametrize(
    "fields",
    [{}, {"suggestion": "1"}, {"suggestion": "x", "verdict": "accept"}, {"suggestion": "9" * 30, "verdict": "accept"}],
)
def test_odd_decisions_are_refused(road: Road, zhao: Desk, fields: dict[str, str]) -> None:
    assert zhao.post(ways(road), fields).status_code in {404, 422}


def test_hostile_words_are_words(road: Road, zhao: Desk, approver: Desk) -> None:
    bad = "<script>alert(1)</script>\"'><img src=x onerror=1> {{ 7*7 }} {@c9}\n【表 t1】\n| a |\n\\"
    assert suggested(approver, road, "甲", bad, title=bad[:200].replace("\n", " "), reason=bad).status_code == 303
    for show in ("open", "mine", "decided", "%00", "'"):
        told = zhao.read(ways(road, f"suggestions?show={show}&clause=c1"))
        assert "<script>alert" not in told
        assert "<img src=x" not in told
