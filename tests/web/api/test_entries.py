"""Entries by the API: kinds, a list, one with its course, begun and moved with a token, signed where a step signs."""

import pytest
from flask import Flask

from tests.cast import LEAD, MORNING, PASSWORD, SECOND, World
from tests.web.browsing import Browser, browser, seated

API = "/api/v1"
TOLD = {"title": "会议型酒店等级划分", "type": "local", "organisation": "会议产业协会"}


def sent(person: Browser, address: str, answers: dict[str, str], key: str, **more: object) -> dict[str, object]:
    headers = {"Idempotency-Key": key, "X-CSRF-Token": person.token}
    answer = person.post_json(f"{API}{address}", {"answers": answers, **more}, headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, object] = answer.get_json()
    return found


@pytest.fixture
def handler(app: Flask, world: World) -> Browser:
    person = seated(app, world.seat(LEAD, "handler"), MORNING)
    person.get("/registers")
    return person


def test_an_entry_is_begun_moved_signed_and_read_back(app: Flask, world: World, handler: Browser) -> None:
    place = f"/agreements/{world.agreements['JJJ']}/registers/recognition/steps/nominate"
    made = sent(handler, place, TOLD, "k1")
    assert sent(handler, place, TOLD, "k1") == made
    entry = f"/entries/{made['entry']}"
    sent(handler, f"{entry}/steps/compare_source", {"account": "已比对"}, "k2")
    sent(handler, f"{entry}/steps/give_opinion", {"account": "同意"}, "k3")
    approver = seated(app, world.seat(LEAD, "approver"), MORNING)
    approver.get("/registers")
    agreed = {"position": "agree"}
    drawn = sent(approver, f"{entry}/steps/take_stand/statement", agreed, "k4")
    assert TOLD["title"] in str(drawn["text"])
    proof = {"statement_id": drawn["statement_id"], "password": PASSWORD}
    sent(approver, f"{entry}/steps/take_stand", agreed, "k5", **proof)
    told = handler.get(f"{API}{entry}").get_json()
    assert [turn["step"] for turn in told["turns"]] == ["nominate", "compare_source", "give_opinion", "take_stand"]
    assert told["positions"][0] | {"at": ""} == {
        "region": LEAD, "position": "agree", "at": "", "turn": 4, "until": None, "conditions": "", "exceptions": ""
    }  # fmt: skip
    assert handler.get(f"{API}/registers/recognition?state=opined").get_json()["total"] == 1
    kinds = {one["kind"]: one for one in handler.get(f"{API}/registers").get_json()["items"]}
    assert kinds["recognition"]["states"] == {"opined": 1}


def test_files_hold_what_the_page_lists_and_nothing_that_is_inside(app: Flask, world: World, handler: Browser) -> None:
    agreement = world.agreements["JJJ"]
    names = {"title": "=危险()标委会", "code": "TC 9", "scope": "物流", "secretariat": "研究院", "chair": "张三丰"}
    sent(handler, f"/agreements/{agreement}/registers/committee/steps/enter_entry", names, "k1")
    sent(handler, f"/agreements/{agreement}/registers/recognition/steps/nominate", TOLD, "k2")
    other = seated(app, world.seat(SECOND, "auditor"), MORNING)
    csv = other.get("/registers/committee.csv").get_data(as_text=True)
    assert "张三丰" in csv
    assert "'=危险()标委会" in csv
    assert other.get("/registers/committee.xlsx").data[:2] == b"PK"
    assert other.get("/registers/committee.pdf").data[:5] == b"%PDF-"
    assert '"state": "nominated"' in other.get("/registers/recognition.jsonl").get_data(as_text=True)
    stranger = browser(app, MORNING)
    assert stranger.get("/public/registers/recognition.jsonl").get_data(as_text=True) == ""
    public = stranger.get("/public/registers/committee.csv").get_data(as_text=True)
    assert "研究院" in public
    assert "张三丰" not in public
    assert stranger.get("/public/registers/attendance.csv").status_code == 404
