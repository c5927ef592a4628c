"""The pages of entries: kinds with counts, a list now and then, one entry, its form; the public's own."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.cast import CHONGQING, LEAD, MORNING, SECOND, THIRD, World
from tests.web.browsing import browser, seated
from tests.workflow.entering.keeping import Keeping

HOME = "/registers/committee"
COMMITTEE = {"title": "京津冀交通标委会", "code": "JJJ/TC 3", "scope": "道路运输", "secretariat": "交通研究院"}


@pytest.fixture
def made(app: Flask, world: World) -> str:
    """The address of an entry that was begun from its form."""
    asked = f"/agreements/{world.agreements['JJJ']}/registers/committee/steps/enter_entry"
    answer = seated(app, world.seat(LEAD, "handler"), MORNING).post(asked, COMMITTEE)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def test_what_was_entered_is_listed_counted_and_read_by_the_group_and_the_public(
    app: Flask, world: World, made: str
) -> None:
    at = MORNING + timedelta(days=2)
    for reader in (seated(app, world.seat(SECOND, "auditor"), at), browser(app, at)):
        is_public = reader.get("/registers").status_code == 303
        home = "/public" if is_public else ""
        kinds = reader.get(f"{home}/registers").get_data(as_text=True)
        assert 'data-count="1"' in kinds
        assert COMMITTEE["title"] in reader.get(f"{home}{HOME}").get_data(as_text=True)
        assert COMMITTEE["scope"] in reader.get(f"{home}{made}").get_data(as_text=True)


def test_a_list_of_a_past_day_is_as_it_was(app: Flask, world: World, made: str) -> None:
    seat = world.seat(LEAD, "handler")
    entry = made.rsplit("/", 1)[1]
    ended = MORNING + timedelta(days=10)
    done = seated(app, seat, ended).post(f"/entries/{entry}/steps/end_entry", {"reason": "届满"})
    assert done.status_code == 303
    later = seated(app, seat, ended + timedelta(days=5))
    assert COMMITTEE["title"] not in later.get(f"{HOME}?state=recorded").get_data(as_text=True)
    day = (MORNING + timedelta(days=3)).date().isoformat()
    assert COMMITTEE["title"] in later.get(f"{HOME}?state=recorded&on={day}").get_data(as_text=True)
    before = (MORNING - timedelta(days=3)).date().isoformat()
    assert COMMITTEE["title"] not in later.get(f"{HOME}?on={before}").get_data(as_text=True)
    for odd in ("x", "2099-01-01", "0001-01-01"):
        assert f"“{odd}”不是过去的某一天" in later.get(f"{HOME}?on={odd}").get_data(as_text=True)
        assert later.get(f"/api/v1/registers/committee?on={odd}").status_code == (422 if odd == "x" else 200)


def test_a_title_is_found_among_all_kinds_by_whoever_may_read_it(app: Flask, world: World, made: str) -> None:
    keeping = Keeping(world, world.agreements["JJJ"])
    keeping.begin("recognition", "nominate", title="尚未决定的标准", type="local")
    at = keeping.at + timedelta(days=2)
    own, anybody = seated(app, world.seat(LEAD, "handler"), at), browser(app, at)
    assert f'href="{made}"' in own.get("/registers?q=标委会").text
    assert f'href="/public{made}"' in anybody.get("/public/registers?q=标委会").text
    assert "尚未决定的标准" in own.get("/registers?q=尚未").text
    assert "没有这个名称的条目" in anybody.get("/public/registers?q=尚未").text


def test_an_application_is_called_what_it_is(app: Flask, world: World) -> None:
    """The table of standards has a step of the same name, by which departments apply for initiation."""
    form = f"/agreements/{world.agreements['JJJ']}/registers/pilot/steps/apply"
    page = seated(app, world.seat(LEAD, "handler"), MORNING).get(form).text
    assert "提交申报" in page
    assert "提交立项申请" not in page


def test_of_a_past_day_the_public_reads_what_was_decided_then(app: Flask, world: World) -> None:
    keeping = Keeping(world, world.agreements["JJJ"])
    nominated = keeping.at.date().isoformat()
    made = keeping.begin("recognition", "nominate", title="会议型酒店", type="local")
    keeping.take(made, "compare_source", account="已比对")
    keeping.take(made, "give_opinion", account="同意")
    keeping.later(1)
    for region in (LEAD, SECOND, THIRD):
        keeping.take(made, "take_stand", region, "approver", position="agree_notes", conditions="限于市区")
    keeping.take(made, "put_on_notice", due=(keeping.at + timedelta(days=25)).date().isoformat())
    keeping.later(30)
    keeping.take(made, "list_batch", batch="1")
    listed, keeping.at = keeping.at.date().isoformat(), keeping.at + timedelta(days=2)
    anybody = browser(app, keeping.at)
    for file in ("", ".csv"):
        assert "会议型酒店" not in anybody.get(f"/public/registers/recognition{file}?on={nominated}").text
        assert "会议型酒店" in anybody.get(f"/public/registers/recognition{file}?on={listed}").text
    assert anybody.get(f"/public/registers/recognition/{made}?on={nominated}").status_code == 404
    own = seated(app, world.seat(LEAD, "handler"), keeping.at)
    then = own.get(f"/registers/recognition/{made}?on={nominated}").text
    assert "会议型酒店" in then
    assert "限于市区" not in then  # no region had spoken
    assert "限于市区" in own.get(f"/registers/recognition/{made}?on={listed}").text


def test_another_group_sees_nothing_and_a_bad_form_loses_nothing(app: Flask, world: World, made: str) -> None:
    stranger = seated(app, world.seat(CHONGQING, "handler"), MORNING)
    assert stranger.get(made).status_code == 404
    entry = made.rsplit("/", 1)[1]
    assert stranger.get(f"/entries/{entry}/steps/end_entry").status_code == 404
    handler = seated(app, world.seat(LEAD, "handler"), MORNING)
    asked = f"/agreements/{world.agreements['JJJ']}/registers/committee/steps/enter_entry"
    answer = handler.post(asked, COMMITTEE | {"until": "明天", "code": ""})
    assert answer.status_code == 422
    assert COMMITTEE["scope"] in answer.get_data(as_text=True)
    for odd in ("/registers/nothing", f"{HOME}/999999999", f"{HOME}?state=odd&on=odd&batch=odd&page=x"):
        assert handler.get(odd).status_code in (200, 404)
