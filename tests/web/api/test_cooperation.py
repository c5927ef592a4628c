"""What programs do around the standards: watch, write from templates, bring files, act on several under one proof."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, PASSWORD, SECOND, SICHUAN, World
from tests.web.api.program import Program, program, signed_in, with_key
from tests.web.browsing import Browser
from workflow import jobs
from workflow.exchange.partners import fingerprint
from workflow.log.signer import Signer
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.document import written
from workflow.vocabulary import Joint

RULE = {"name": "交通", "cadence": "daily", "ics": "43", "kinds": ["plan", "release"]}
TITLES = ("会议型酒店等级划分", "木屋建筑技术规范")


@pytest.fixture
def handler(app: Flask, world: World) -> Program:
    return signed_in(app, world, LEAD, "handler", MORNING)


@pytest.fixture
def road(world: World) -> Road:
    made = builders.proposed(world)
    builders.invited(made)
    return made


def test_a_rule_is_made_changed_paused_addressed_and_deleted(app: Flask, road: Road) -> None:
    person, other = with_key(app, road, SECOND, "handler"), with_key(app, road, SECOND, "approver")
    made = person.post("/watching", RULE)
    assert made.status_code == 201
    place = f"/watching/{made.get_json()['rule']}"
    told = person.get(place).get_json()
    assert {name: told[name] for name in RULE} == RULE
    assert "open_initiation" in {act["act"] for act in told["acts"]}
    assert person.post(place, RULE | {"name": "别的", "region": LEAD, "ics": ""}).status_code == 200
    assert person.get("/watching").get_json()["items"][0]["region"] == LEAD
    assert person.post(f"{place}/pause").get_json()["paused_at"]
    feed = person.post(f"{place}/address").get_json()["feed"]
    reader = Browser(app.test_client(), person.browser.at)
    assert reader.get(feed.partition("8000")[2]).status_code == 200
    person.post(f"{place}/address/revoke")
    assert reader.get(feed.partition("8000")[2]).status_code == 404
    assert {other.get(place).status_code, other.post(f"{place}/delete").status_code} == {404}
    assert person.post(f"{place}/delete").status_code == 200
    assert person.get("/watching").get_json()["total"] == 0


def test_a_rule_tells_all_that_is_wrong_with_it(app: Flask, road: Road) -> None:
    person = with_key(app, road, SECOND, "handler")
    odd = {
        "cadence": "never",
        "agreement": road.world.agreements["CY"],
        "region": "999999",
        "state": [],
        "kinds": ["x"],
    }
    wrong = person.post("/watching", odd)
    assert (wrong.status_code, set(wrong.get_json()["fields"])) == (422, set(odd))
    assert set(person.post("/watching", {"ics": "x", "ccs": "99"}).get_json()["fields"]) == {"name", "ics", "ccs"}
    strange: tuple[Any, ...] = ([], {"name": 7}, {"name": "甲", "kinds": "plan"}, {"name": "甲", "kinds": [[]]})
    for body in (*strange, {"name": "甲", "field": {}}):
        assert person.post("/watching", body).status_code in (400, 422), body
    assert person.post("/watching/999", RULE).status_code == 404


def test_templates_and_boxes_of_letters(app: Flask, road: Road) -> None:
    author, group = with_key(app, road, LEAD, "handler"), road.world.agreements["JJJ"]
    words = {"agreement": group, "kind": "plan", "subject": "函", "body": "{{to}}：请复函。"}
    assert author.post("/letters/templates", words).status_code == 201
    (kept,) = author.get("/letters/templates").get_json()["items"]
    assert {name: kept[name] for name in words} == words
    empty = author.post("/letters/templates", words | {"subject": "", "body": "{{never}}"})
    assert empty.status_code == 409
    assert len(empty.get_json()["reasons"]) == 2
    assert author.post("/letters/templates", words | {"kind": "x"}).status_code == 422
    assert with_key(app, road, CHONGQING, "handler").post("/letters/templates", words).status_code == 404
    assert author.post("/letters/templates/end", words).status_code == 200
    assert author.get("/letters/templates").get_json()["total"] == 0
    letter = {"agreement": group, "to": [SECOND], "subject": "函", "body": "请复函。"}
    seen = author.post("/letters/preview", letter).get_json()["hash"]
    author.post("/letters", letter | {"hash": seen})
    jobs.tick(road.world.database, author.browser.at)
    theirs = with_key(app, road, SECOND, "handler")
    boxes = {"sent": author, "owed": theirs, "received": theirs}
    assert [one.get(f"/letters?box={box}").get_json()["total"] for box, one in boxes.items()] == [1, 1, 1]
    assert author.get("/letters?box=all").status_code == 422
    assert author.get(f"/letters/1/files/{'0' * 64}").status_code == 404


def test_the_administrator_alone_keeps_the_keys_of_partners(app: Flask, road: Road) -> None:
    folder = app.extensions["settings"].var_path
    key = Signer(folder / "partner", folder / "signed").vkey("partner.example/log")
    keeper, handler = (with_key(app, road, LEAD, role) for role in ("secadmin", "handler"))
    told = {"partner": "川渝平台", "vkey": str(key), "fingerprint": "0" * 64}
    assert set(keeper.post("/partners/keys", told).get_json()["fields"]) == {"fingerprint"}
    assert set(keeper.post("/partners/keys", {}).get_json()["fields"]) == {"partner", "vkey"}
    right = told | {"fingerprint": fingerprint(key)}
    assert handler.post("/partners/keys", right).status_code == 404
    made = keeper.post("/partners/keys", right).get_json()["key"]
    assert [one["partner"] for one in handler.get("/partners/keys").get_json()["items"]] == ["川渝平台"]
    assert keeper.post(f"/partners/keys/{made}/end").status_code == 200
    assert keeper.get("/partners/keys").get_json()["items"][0]["ended_at"]


def test_a_catalogue_is_looked_at_written_and_brought_again(app: Flask, world: World, handler: Program) -> None:
    keeper = signed_in(app, world, LEAD, "secretary", MORNING)
    odd = "甲列,乙列\nDB11/T3022-2019,停车场规范\n,海绵城市规范\n"
    seen = keeper.send("/catalogue/import/preview", odd).get_json()
    assert (seen["heading"], set(seen["unmapped"])) == (["甲列", "乙列"], {"number", "title_zh"})
    assert set(keeper.send("/catalogue/import", odd).get_json()["fields"]) == {"mapping"}
    mapping = json.dumps({"number": "甲列", "title_zh": 1})
    assert keeper.get("/catalogue").get_json()["total"] == 0
    counts = {"changed": 0, "wrong": 0}
    first = keeper.send("/catalogue/import", odd, mapping=mapping, licence="政府信息公开").get_json()
    assert first["counts"] == counts | {"new": 2, "same": 0}
    again = keeper.send("/catalogue/import", odd).get_json()  # the mapping was kept
    assert again["counts"] == counts | {"new": 0, "same": 2}
    assert keeper.get("/catalogue/imports").get_json()["items"][0]["licence"] == "政府信息公开"
    wrong = keeper.send("/catalogue/import", "编号,名称,状态\nDB12/T 30112018,甲,奇怪\n")
    assert (wrong.status_code, wrong.mimetype) == (409, "application/problem+json")
    assert {"number", "state"} <= set(wrong.get_json()["rows"][0]["wrong"])
    for mapping in ("{", "[]", '{"number": 9}', '{"x": 0}', '{"number": null}', "[" * 9999):
        assert keeper.send("/catalogue/import/preview", odd, mapping=mapping).status_code == 422, mapping
    assert keeper.send("/catalogue/import/preview", "编号,名称\n=1,甲\n").status_code == 422
    assert keeper.post("/catalogue/import/preview", {}).status_code == 422
    assert handler.send("/catalogue/import", odd).status_code == 404


def test_a_file_of_entries_is_written_whole_or_not_at_all(world: World, app: Flask, handler: Program) -> None:
    place = f"/agreements/{world.agreements['JJJ']}/registers/recognition/import/nominate"
    good = f"title,type\n{TITLES[0]},local\n{TITLES[1]},local\n"
    assert handler.send(f"{place}/preview", good).get_json()["counts"]["new"] == 2
    wrong = handler.send(place, good + ",local\n")
    assert wrong.status_code == 409
    assert [one["row"] for one in wrong.get_json()["rows"] if one["fate"] == "wrong"] == [4]
    assert handler.get("/registers/recognition").get_json()["total"] == 0
    assert handler.send(place, good).get_json()["counts"]["new"] == 2
    assert handler.send(place, good).get_json()["counts"]["same"] == 2
    assert handler.get("/registers/recognition").get_json()["total"] == 2
    assert handler.send(place, "别的\n1\n").status_code == 422
    assert signed_in(app, world, CHONGQING, "handler", MORNING).send(place, good).status_code == 404


def test_several_entries_under_one_proof_all_or_none(app: Flask, world: World, handler: Program) -> None:
    place = f"/agreements/{world.agreements['JJJ']}/registers/recognition"
    handler.send(f"{place}/import/nominate", f"title,type\n{TITLES[0]},local\n{TITLES[1]},local\n")
    ids = sorted(one["id"] for one in handler.get("/registers/recognition").get_json()["items"])
    several = "/registers/recognition/several/steps"
    for step, account in (("compare_source", "已比对"), ("give_opinion", "同意")):
        body = {"entries": ids, "answers": {"account": account}}
        told = handler.post(f"{several}/{step}", body, key=step).get_json()
        assert [one["entry"] for one in told["items"]] == ids
        assert handler.post(f"{several}/{step}", body, key=step).get_json() == told
    assert handler.post(f"{several}/give_opinion", body).status_code == 409
    approver = signed_in(app, world, LEAD, "approver", MORNING + timedelta(hours=1))
    agreed = {"entries": ids, "answers": {"position": "agree"}}
    drawn = approver.post(f"{several}/take_stand/statement", agreed).get_json()["items"]
    statements = [one["statement_id"] for one in drawn]
    unproved = approver.post(f"{several}/take_stand", agreed | {"statements": statements, "password": "x"})
    assert unproved.status_code == 403
    assert approver.post(f"{several}/take_stand", agreed | {"password": PASSWORD}).status_code == 403
    done = approver.post(f"{several}/take_stand", agreed | {"statements": statements, "password": PASSWORD})
    assert [one["state"] for one in done.get_json()["items"]] == ["opined", "opined"]
    for odd in ([], [0], ["1"], [True], [2**40], list(range(1, 99)), 7, None):
        assert handler.post(f"{several}/give_opinion", agreed | {"entries": odd}).status_code == 422, odd
    away = signed_in(app, world, SICHUAN, "handler", MORNING)
    assert away.post(f"{several}/give_opinion", body).status_code == 404


def test_two_standards_are_laid_side_by_side(app: Flask, world: World) -> None:
    lived = builders.standing(world, Joint.IN_FORCE)
    person, place = program(app, lived, LEAD, "handler"), f"/agreements/{world.agreements['JJJ']}"
    clause = Clause("c1", ClauseKind.CHAPTER, "1", "限值", "排放浓度不应大于 0.015 g/m³。", 1, None)
    structure = written(Text({}, (clause,)))
    theirs = {"standard": lived.id, "other_number": "DB50/T 1", "other_title": "别的标准", "structure": structure}
    made = person.post(f"{place}/steps/lay_comparison", {"answers": theirs})
    assert made.status_code == 200, made.get_json()
    (line,) = person.get(f"{place}/comparisons").get_json()["items"]
    assert (line["theirs"], line["theirs_number"]) == ("别的标准", "DB50/T 1")
    whole = person.get(f"{place}/comparisons/{line['id']}").get_json()
    assert whole["sha256"] == line["sha256"]
    assert any(one["their_limit"] for one in whole["lines"])
    proposed = next(one["place"] for one in whole["lines"] if one["proposed"] and one["proposed"] != "unclear")
    said = {"comparison": line["id"], "lines": str(proposed)}
    assert person.post(f"{place}/steps/settle_relations", {"answers": said}).status_code == 200
    settled = person.get(f"{place}/comparisons/{line['id']}").get_json()
    assert [one["place"] for one in settled["lines"] if one["settled"]] == [proposed]
    assert person.get(f"{place}/comparisons/999").status_code == 404


def test_a_dossier_is_planned_sealed_and_taken(app: Flask, world: World) -> None:
    lived = builders.standing(world, Joint.IN_FORCE)
    keeper, place = program(app, lived, LEAD, "secretary"), f"/standards/{lived.id}/dossiers"
    seen = keeper.get(f"{place}/plan/regulator").get_json()
    assert seen["counts"]["events"] > 10
    assert seen["reasons"] == []
    stale = keeper.post(place, {"profile": "regulator", "token": "x"})
    assert (stale.status_code, keeper.post(place, {"profile": "x"}).status_code) == (409, 404)
    made = keeper.post(place, {"profile": "regulator", "token": seen["token"]}).get_json()["n"]
    assert [one["n"] for one in keeper.get(place).get_json()["items"]] == [made]
    taken = keeper.post(f"{place}/{made}/take")
    assert (taken.status_code, taken.data[:2]) == (200, b"PK")
    away = program(app, lived, CHONGQING, "handler")
    assert away.get(f"{place}/plan/regulator").status_code == 404
    assert away.post(f"{place}/{made}/take").status_code == 404
