"""The door of the API: the same sentences as the page, keys that act once, signatures, tokens and their bounds."""

import hashlib
import io
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, FIELD, LEAD, PASSWORD, SECOND, THIRD, World
from tests.web.api.program import API, Program, program, with_key
from tests.web.browsing import Browser
from workflow.vocabulary import Joint


@pytest.fixture
def road(world: World) -> Road:
    return builders.proposed(world)


def invitation(road: Road, region: str = SECOND) -> dict[str, Any]:
    return {"answers": {"region": region, "reply_by": builders.day(road, 30)}, "version": 1}


def test_without_a_log_in_the_answer_is_401_and_not_a_page(app: Flask, road: Road) -> None:
    answer = Program(Browser(app.test_client(), road.at), {}).get(f"/standards/{road.id}")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_another_group_finds_nothing_by_any_call(app: Flask, road: Road) -> None:
    stranger = program(app, road, CHONGQING, "handler")
    for path in ("", "/events", "/timeline", "/text"):
        assert stranger.get(f"/standards/{road.id}{path}").status_code == 404
    assert stranger.get("/standards").get_json()["total"] == 0
    assert stranger.get("/standards?q=充电").get_json()["items"] == []
    assert stranger.get("/log/entries?agreement=JJJ&year=2026").status_code == 404
    assert stranger.post(f"/standards/{road.id}/steps/invite", invitation(road)).status_code == 404
    assert stranger.get("/statistics").get_json()["total"] == 0


def test_a_call_without_its_token_is_forged(app: Flask, road: Road) -> None:
    caller = program(app, road, LEAD, "handler")
    caller.headers = {}
    assert caller.post(f"/standards/{road.id}/steps/invite", invitation(road)).status_code == 403


def test_a_call_without_key_version_or_object_is_incomplete(app: Flask, road: Road) -> None:
    caller = program(app, road, LEAD, "handler")
    path = f"/standards/{road.id}/steps/invite"
    assert caller.post(path, invitation(road), headers={"Idempotency-Key": ""}).status_code == 400
    assert caller.post(path, {"answers": {}}).status_code == 400
    assert caller.post(path, [1, 2]).status_code == 400
    assert caller.post(path, {"answers": [1], "version": 1}).status_code == 400


def test_the_same_key_acts_once_and_another_body_under_it_is_refused(app: Flask, road: Road) -> None:
    caller = program(app, road, LEAD, "handler")
    path = f"/standards/{road.id}/steps/invite"
    first = caller.post(path, invitation(road), key="once")
    again = caller.post(path, invitation(road), key="once")
    assert first.status_code == again.status_code == 200
    assert first.get_json() == again.get_json()
    assert caller.post(path, invitation(road, THIRD), key="once").status_code == 409
    with road.standing() as standing:
        assert standing.standard.version == first.get_json()["version"] == 2


def test_wrong_answers_are_told_by_field_and_never_break_the_server(app: Flask, road: Road) -> None:
    caller = program(app, road, LEAD, "handler")
    path = f"/standards/{road.id}/steps/invite"
    bad: list[Any] = [{"region": 7}, {"region": ["1"]}, {"region": {"a": 1}}, {"reply_by": 1e400}, {"reply_by": None}]
    bad += [{"nonsense": 1}, {"reply_by": "9999-99-99"}, {"region": "\ud800"}, {"reply_by": True}]
    for answers in bad:
        answer = caller.post(path, {"answers": answers, "version": 1})
        assert answer.status_code == 422, answers
        assert answer.get_json()["fields"]


def test_page_and_api_refuse_with_the_same_sentences(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    caller = program(app, road, LEAD, "handler")
    answers = {"days": 30, "written_to": "各部门", "letter": "a" * 64}
    with world.database.plain() as session:
        session.execute(sa.text("UPDATE files SET uploaded_by = :p"), {"p": world.seat(LEAD, "handler").person_id})
    with road.standing() as standing:
        version = standing.standard.version
    path = f"/standards/{road.id}/steps/open_consultation"
    refused = caller.post(path, {"answers": answers, "version": version})
    assert refused.status_code == 409
    sentences = [reason["sentence"] for reason in refused.get_json()["reasons"]]
    assert len(sentences) >= 2
    page = caller.browser.get(path)
    assert all(sentence in page.text for sentence in sentences)
    offers = caller.get(f"/standards/{road.id}").get_json()["offers"]
    offer = next(o for o in offers if o["step"] == "open_consultation")
    assert not offer["open"]
    assert {r["sentence"] for r in offer["reasons"]} <= set(sentences)


def test_a_proposal_begins_a_standard(app: Flask, road: Road) -> None:
    caller = program(app, road, LEAD, "handler")
    answers = {"title_zh": "新项目", "title_en": "New", "scope": "范围", "ics": "43.080", "ccs": "T 47"}
    answers |= {"nature": "recommended", "field": FIELD[LEAD]}
    body = {"agreement": road.world.agreements["JJJ"], "answers": answers}
    made = caller.post("/standards", body)
    assert made.status_code == 200, made.text
    assert caller.get(f"/standards/{made.get_json()['standard']}").get_json()["title"]["zh"] == "新项目"
    foreign = body | {"agreement": road.world.agreements["CY"]}
    assert caller.post("/standards", foreign).status_code == 404


@pytest.fixture
def deciding(road: Road) -> Road:
    builders.invited(road)
    for region in road.regions:
        builders.accepted(road, region)
        builders.applied(road, region)
    return road


def test_a_signature_needs_its_statement_and_the_password(app: Flask, deciding: Road) -> None:
    caller = program(app, deciding, THIRD, "handler")
    path = f"/standards/{deciding.id}/steps/take_position"
    with deciding.standing() as standing:
        body: dict[str, Any] = {"answers": {"position": "agree"}, "version": standing.standard.version}
    assert caller.post(path, body | {"password": PASSWORD}).status_code == 403
    drawn = caller.post(f"{path}/statement", {"answers": body["answers"]}).get_json()
    assert hashlib.sha256(drawn["text"].encode()).hexdigest() == drawn["sha256"]
    signed = body | {"statement_id": drawn["statement_id"]}
    assert caller.post(path, signed | {"password": "wrong"}).status_code == 403
    changed = signed | {"password": PASSWORD, "answers": {"position": "abstain"}}
    assert caller.post(path, changed).status_code == 403
    assert caller.post(path, signed | {"password": PASSWORD}).status_code == 200
    assert caller.post(path, signed | {"password": PASSWORD}).status_code in (403, 409)


def test_a_key_of_the_api_reads_and_takes_acts_that_bind_nobody(app: Flask, deciding: Road) -> None:
    caller = with_key(app, deciding, THIRD, "handler")
    told = caller.get(f"/standards/{deciding.id}").get_json()
    assert told["state"] == "initiating"
    path = f"/standards/{deciding.id}/steps/take_position"
    body = {"answers": {"position": "agree"}, "version": told["version"]}
    assert caller.post(path, body | {"statement_id": 1, "password": PASSWORD}).status_code == 403
    assert caller.post(f"{path}/statement", body).status_code == 403
    claim = caller.post(f"/standards/{deciding.id}/steps/claim_work", {"answers": {}, "version": told["version"]})
    assert claim.status_code in (200, 409)
    assert caller.browser.client.get("/seats", headers=caller.headers).status_code == 303


def test_a_key_that_ended_or_was_made_up_opens_nothing(app: Flask, deciding: Road) -> None:
    caller = with_key(app, deciding, THIRD, "handler")
    caller.browser.at += timedelta(days=91)
    assert caller.get("/session").status_code == 401
    caller.headers = {"Authorization": "Bearer tb_made_up"}
    assert caller.get("/session").status_code == 401


def test_a_file_comes_first_and_only_its_owner_names_it(app: Flask, road: Road) -> None:
    caller = program(app, road, LEAD, "handler")
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    upload = {"file": (io.BytesIO(pdf), "通知.pdf")}
    stored = caller.browser.post(f"{API}/files", upload, headers=caller.headers)
    assert stored.status_code == 201
    assert stored.get_json()["sha256"] == hashlib.sha256(pdf).hexdigest()
    other = program(app, road, SECOND, "handler")
    answers = {"title_zh": "偷看", "title_en": "Peek", "scope": "范围", "ics": "43.080", "ccs": "T 47"}
    answers |= {"nature": "recommended", "field": FIELD[LEAD], "annex": stored.get_json()["sha256"]}
    body = {"agreement": road.world.agreements["JJJ"], "answers": answers}
    assert other.post("/standards", body).get_json()["fields"].keys() == {"annex"}
    assert caller.post("/standards", body).status_code == 200
