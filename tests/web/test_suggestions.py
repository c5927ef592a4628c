"""Suggesting a project without log-in, answered by a member region; saying by receipt whether an answer satisfies."""

import re

from flask import Flask

from tests import builders
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World
from tests.web.browsing import browser, seated
from tests.web.test_project_pages import commented
from workflow.vocabulary import Joint

GROUP = 1
SAID = {"group": "1", "project": "换电站运行管理规范", "need": "各地做法不一", "name": "某行业协会", "contact": "010-1"}


def receipt_in(address: str) -> str:
    found = re.search(r"number=([0-9A-F-]+)", address)
    assert found is not None
    return found.group(1)


def test_anybody_suggests_and_reads_the_answer_of_a_member_region(app: Flask, world: World) -> None:
    citizen = browser(app, MORNING)
    assert "提出立项建议" in citizen.get("/public/suggestions").text
    sent = citizen.post("/public/suggestions", SAID)
    number = receipt_in(sent.headers["Location"])
    assert "各地区答复之后" in citizen.get(f"/public/receipts?number={number}").text
    assert "换电站运行管理规范" not in citizen.get("/public/suggestions").text  # nothing is public before an answer
    handler = seated(app, world.seat(SECOND, "handler"), MORNING)
    assert "换电站运行管理规范" in handler.get(f"/agreements/{GROUP}/suggestions").text
    form = handler.get(f"/agreements/{GROUP}/steps/answer_suggestion?suggestion=1")
    assert form.status_code == 200
    answer = {"suggestion": "1", "disposition": "accepted", "answer": "列入下年度计划"}
    assert handler.post(f"/agreements/{GROUP}/steps/answer_suggestion", answer).status_code == 303
    assert "列入下年度计划" in citizen.get(f"/public/receipts?number={number}").text
    page = citizen.get("/public/suggestions?lang=en").text
    assert "列入下年度计划" in page
    assert "某行业协会" not in page


def test_who_suggested_is_told_to_those_alone_who_may_answer(app: Flask, world: World) -> None:
    citizen = browser(app, MORNING)
    citizen.get("/public/suggestions")
    citizen.post("/public/suggestions", SAID)
    here, address = f"/agreements/{GROUP}/suggestions", f"/agreements/{GROUP}/steps/answer_suggestion"
    handlers = {code: seated(app, world.seat(code, "handler"), MORNING) for code in (LEAD, SECOND)}
    for code in (LEAD, SECOND):
        assert "某行业协会 010-1" in handlers[code].get(here).text
    for role in ("approver", "keeper", "officer", "secretary", "secadmin", "auditor", "implementer", "expert"):
        page = seated(app, world.seat(LEAD, role), MORNING).get(here)
        assert "某行业协会" not in page.text
        assert "010-1" not in page.text
        assert "换电站运行管理规范" in page.text
    handlers[SECOND].get(f"{address}?suggestion=1")
    handlers[SECOND].post(address, {"suggestion": "1", "disposition": "accepted", "answer": "列入下年度计划"})
    assert "某行业协会" in handlers[SECOND].get(here).text
    assert "某行业协会" not in handlers[LEAD].get(here).text


def test_a_suggestion_with_a_field_missing_says_which_and_keeps_the_rest(app: Flask, world: World) -> None:
    citizen = browser(app, MORNING)
    citizen.get("/public/suggestions")
    refused = citizen.post("/public/suggestions", {**SAID, "need": ""})
    assert refused.status_code in (400, 422)
    assert "换电站运行管理规范" in refused.text
    for group in ("", "99", "x", "-1"):
        assert citizen.post("/public/suggestions", {**SAID, "group": group}).status_code in (400, 404, 409, 422)


def test_the_suggestions_of_a_group_are_there_for_its_regions_alone(app: Flask, world: World) -> None:
    stranger = seated(app, world.seat(CHONGQING, "handler"), MORNING)
    assert stranger.get(f"/agreements/{GROUP}/suggestions").status_code == 404
    assert "看公开页" in seated(app, world.seat(LEAD, "approver"), MORNING).get(f"/agreements/{GROUP}/suggestions").text


def test_who_commented_marks_the_answer_and_the_unsatisfied_stand_before_the_approver(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    told = commented(road)
    road.wait(days=32)
    road.wake()
    told_of = {"comment": told["comment"], "disposition": "not_accepted", "answer": "安全所需"}
    road.take("answer_comment", builders.editor(road), **told_of)
    citizen = browser(app, road.at)
    page = f"/public/receipts?number={told['receipt']}"
    assert "对答复是否满意" not in citizen.get(page).text
    mark = {"number": told["receipt"], "satisfaction": "unsatisfied"}
    citizen.get("/public/suggestions")  # any page with a form gives a token
    citizen.post("/public/receipts/satisfaction", mark)
    assert "评价答复" in citizen.get(page).text  # refused: there is no answer yet
    road.by(LEAD, "handler", "publish_answers")
    citizen.at = road.at
    assert "对答复是否满意" in citizen.get(page).text
    citizen.post("/public/receipts/satisfaction", mark)
    assert "已记下：不满意" in citizen.get(page).text
    assert citizen.post("/public/receipts/satisfaction", {**mark, "satisfaction": "x"}).status_code == 303
    assert citizen.post("/public/receipts/satisfaction", {**mark, "number": "x"}).status_code == 404
    approver = seated(app, world.seat(SECOND, "approver"), road.at)
    assert "1 条意见的提出人对答复不满意" in approver.get(f"/standards/{road.id}/brief").text
    assert "不满意" in approver.get(f"/standards/{road.id}/comments").text
