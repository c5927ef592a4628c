"""Letters by the API: looked at, sent once as looked at, acknowledged, answered; receipts of notices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, founded, with_accounts
from tests.web.api.program import Program, program
from tests.web.browsing import application
from workflow import jobs

WORDS = {"kind": "plan", "subject": "关于{{standard}}", "body": "{{to}}：请复函。\x00"}


@pytest.fixture
def road(database_url: str) -> Iterator[Road]:
    world = founded(database_url)
    with_accounts(world)
    yield builders.proposed(world)
    world.database.dispose()


@pytest.fixture
def author(road: Road, tmp_path: Path) -> Program:
    return program(application(road.world, tmp_path / "var"), road, LEAD, "handler")


def draft(road: Road, **more: object) -> dict[str, object]:
    return WORDS | {"agreement": road.world.agreements["JJJ"], "standard": road.id, "to": [SECOND, THIRD], **more}


def test_sent_once_as_it_was_looked_at_then_acknowledged_and_answered(author: Program, road: Road) -> None:
    shown = author.post("/letters/preview", draft(road)).get_json()
    assert [one["to"] for one in shown["copies"]] == [SECOND, THIRD]
    assert shown["copies"][0]["body"] == "天津市：请复函。"
    assert author.post("/letters", draft(road, hash="0" * 64)).get_json()["reasons"][0]["rule"] == "letter_changed"
    sent = author.post("/letters", draft(road, hash=shown["hash"]))
    assert sent.status_code == 201
    again = author.post("/letters", draft(road, hash=shown["hash"]))
    assert [one["rule"] for one in again.get_json()["reasons"]] == ["letter_sent_already"]
    jobs.tick(road.world.database, author.browser.at)
    place = f"/letters/{sent.get_json()['letter']}"
    app: Flask = author.browser.client.application
    reader, stranger = program(app, road, SECOND, "handler"), program(app, road, CHONGQING, "handler")
    assert reader.post(f"{place}/acknowledge", {}).status_code == 200
    assert reader.post(f"{place}/acknowledge", {}).status_code == 409
    assert reader.post(f"{place}/answer", {"answer": "同意。"}).status_code == 200
    assert stranger.post(f"{place}/answer", {"answer": "同意。"}).status_code == 404
    told = {one["to"]: one["answer"] for one in author.get(place).get_json()["copies"]}
    assert told == {SECOND: "同意。", THIRD: None}


def test_whatever_is_sent_gets_reasons_or_fields_and_no_broken_server(author: Program, road: Road) -> None:
    empty = author.post("/letters/preview", draft(road, to=[], body="{{x}}", answer_by="2020-01-01")).get_json()
    rules = {one["rule"] for one in empty["reasons"]}
    assert rules == {"letter_to_nobody", "letter_unknown", "letter_answer_past"}
    kinds: list[object] = ["?", {}, [], None, 1]
    for kind in kinds:
        odd = draft(road, kind=kind, answer_by=7)
        assert set(author.post("/letters", odd).get_json()["fields"]) == {"kind", "answer_by"}
    for body in ({}, {"agreement": "x"}, draft(road, to=[1, None], subject=[], files={}), draft(road, agreement=2**40)):
        assert author.post("/letters", body).status_code in (400, 404, 409, 422)
    for path in ("/letters/0/answer", f"/letters/{9**30}/acknowledge", f"/notices/{9**30}/acknowledge"):
        assert author.post(path, {"answer": "甲"}).status_code == 404
    assert author.get(f"/letters/{9**30}").status_code == 404
