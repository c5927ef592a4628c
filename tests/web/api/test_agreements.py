"""Agreements by the API: offered with reasons, drafted, changed, signed, refused as on pages; strangers see none."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cast import CHONGQING, LEAD, MORNING, PASSWORD, SECOND, THIRD, World
from tests.web.api.program import Program, signed_in
from workflow.clock import day_of
from workflow.process.agreement import ROWS
from workflow.records.agreements import AgreementChange
from workflow.records.events import Event

TODAY = str(day_of(MORNING))
BASIS = {"citation": "备忘录", "effective_from": TODAY, "reason": "试行"}
ONE = "/agreements/1"


@pytest.fixture
def handler(app: Flask, world: World) -> Program:
    return at_desk(app, world, LEAD, "handler")


def at_desk(app: Flask, world: World, region: str, role: str) -> Program:
    return signed_in(app, world, region, role, MORNING)


def proposed(handler: Program, value: str = "10", **more: Any) -> int:
    answer = handler.post(f"{ONE}/steps/propose_terms", {"answers": {"term": "cosign.days", "value": value} | BASIS})
    assert answer.status_code == 200, answer.text
    return int(answer.get_json()["facts"]["change"])


def sign(approver: Program, step: str, answers: dict[str, Any]) -> int:
    drawn = approver.post(f"{ONE}/steps/{step}/statement", {"answers": answers}).get_json()
    assert "20 → 10" in drawn["text"]
    proof = {"statement_id": drawn["statement_id"], "password": PASSWORD}
    return approver.post(f"{ONE}/steps/{step}", {"answers": answers} | proof).status_code


def events(world: World) -> list[str]:
    with world.database.read() as session:
        return list(
            session.scalars(sa.select(Event.act).where(Event.noun == "agreement", Event.person_id.is_not(None)))
        )


def test_a_change_goes_from_proposal_to_new_terms(app: Flask, world: World, handler: Program) -> None:
    change = proposed(handler)
    told = handler.get(ONE).get_json()
    offer = next(one for one in told["offers"] if one["step"] == "open_change")
    assert (offer["open"], offer["change"], offer["signs"]) == (True, change, False)
    assert offer["help"]
    assert handler.post(f"{ONE}/steps/open_change", {"answers": {"change": change}}).status_code == 200
    for region in (LEAD, SECOND, THIRD):
        assert handler.get(ONE).get_json()["changes"][0]["missing"]
        assert sign(at_desk(app, world, region, "approver"), "confirm_change", {"change": change}) == 200
    told = handler.get(ONE).get_json()
    assert (told["rules"]["version"], told["rules"]["terms"]["cosign.days"]["value"]) == (2, 10)
    assert told["changes"][0]["state"] == "adopted"
    assert events(world).count("confirm_change") == 3


def test_a_faulty_change_is_closed_with_every_reason(handler: Program) -> None:
    answers = {"term": "floor.min", "value": "9"} | BASIS
    change = handler.post(f"{ONE}/steps/propose_terms", {"answers": answers}).get_json()["facts"]["change"]
    offer = next(one for one in handler.get(ONE).get_json()["offers"] if one["step"] == "open_change")
    sentences = [reason["sentence"] for reason in offer["reasons"]]
    assert not offer["open"]
    refused = handler.post(f"{ONE}/steps/open_change", {"answers": {"change": change}})
    assert refused.status_code == 409
    assert [reason["sentence"] for reason in refused.get_json()["reasons"]] == sentences
    one = handler.get(f"{ONE}/changes/{change}").get_json()
    assert {reason["sentence"] for reason in one["faults"]} <= set(sentences)
    assert one["content"]["terms"][0]["value"] == 9


def test_wrong_answers_come_by_field_and_a_call_needs_its_key(handler: Program) -> None:
    bad: list[dict[str, Any]] = [
        {"term": 7},
        {"term": ["a"]},
        {"term": "nothing"},
        {"nonsense": 1},
        {"value": "\ud800"},
    ]
    for answers in bad:
        answer = handler.post(f"{ONE}/steps/propose_terms", {"answers": answers})
        assert answer.status_code == 422, answers
        assert answer.get_json()["fields"]
    told = {"answers": {"term": "cosign.days", "value": "9"} | BASIS}
    assert handler.post(f"{ONE}/steps/propose_terms", told, headers={"Idempotency-Key": ""}).status_code == 400
    assert handler.post(f"{ONE}/steps/propose_terms", [1]).status_code == 400


def test_a_signature_needs_its_statement_and_the_password(app: Flask, world: World, handler: Program) -> None:
    answers = {"change": proposed(handler)}
    handler.post(f"{ONE}/steps/open_change", {"answers": answers})
    approver = at_desk(app, world, SECOND, "approver")
    assert approver.post(f"{ONE}/steps/confirm_change", {"answers": answers, "password": PASSWORD}).status_code == 403
    drawn = approver.post(f"{ONE}/steps/confirm_change/statement", {"answers": answers}).get_json()
    body = {"answers": answers, "statement_id": drawn["statement_id"], "password": "wrong"}
    assert approver.post(f"{ONE}/steps/confirm_change", body).status_code == 403
    assert approver.post(f"{ONE}/steps/open_change/statement", {"answers": answers}).status_code == 404
    assert "confirm_change" not in events(world)


def test_the_same_key_acts_once(world: World, handler: Program) -> None:
    body = {"answers": {"term": "cosign.days", "value": "10"} | BASIS}
    first, again = (handler.post(f"{ONE}/steps/propose_terms", body, key="once") for _ in range(2))
    assert first.get_json() == again.get_json()
    assert events(world).count("propose_terms") == 1
    other = {"answers": body["answers"] | {"value": "11"}}
    assert handler.post(f"{ONE}/steps/propose_terms", other, key="once").status_code == 409
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(AgreementChange)) == 1


def test_an_agreement_is_drafted_once(world: World, handler: Program) -> None:
    answers: dict[str, object] = {"code": "NEW", "name_zh": "京冀", "name_en": "Beijing-Hebei"}
    answers["members"] = [LEAD, THIRD]
    answers |= {"band_start": 700001, "band_source": "示范", "cover_mode": "joint", "valid_from": TODAY}
    body = {"answers": answers | {"citation": "备忘录"}}
    first, again = (handler.post("/agreements", body, key="draft") for _ in range(2))
    assert first.status_code == 200, first.text
    assert first.get_json() == again.get_json()
    made = first.get_json()
    assert made["state"] == "drafted"
    assert handler.get(f"/agreements/{made['agreement']}").get_json()["members"] == [LEAD, THIRD]
    refused = handler.post("/agreements", body, key="other")
    assert {reason["rule"] for reason in refused.get_json()["reasons"]} >= {"code_free", "band_free"}


def test_strangers_find_no_agreement_no_change_and_no_step(app: Flask, world: World, handler: Program) -> None:
    change = proposed(handler)
    for region, role in ((CHONGQING, "handler"), (CHONGQING, "approver"), (CHONGQING, "secadmin")):
        stranger = at_desk(app, world, region, role)
        assert 1 not in [one["id"] for one in stranger.get("/agreements").get_json()["items"]]
        for path in (ONE, f"{ONE}/changes/{change}", "/agreements/0", "/agreements/99999999999"):
            assert stranger.get(path).status_code == 404, path
        for step in ROWS:
            body = {"answers": {"change": change}}
            assert stranger.post(f"{ONE}/steps/{step}", body).status_code == 404, step
            assert stranger.post(f"{ONE}/steps/{step}/statement", body).status_code == 404, step
    assert handler.get(f"{ONE}/changes/99").status_code == 404
    assert events(world) == ["propose_terms"]


def test_steps_of_the_system_and_of_others_are_refused(app: Flask, world: World, handler: Program) -> None:
    for step in ("adopt_change", "agreement_begins", "draft_agreement", "nothing"):
        assert handler.post(f"{ONE}/steps/{step}", {"answers": {}}).status_code == 404
    auditor = at_desk(app, world, LEAD, "auditor")
    assert [offer["step"] for offer in auditor.get(ONE).get_json()["offers"]] == ["write_finding"]
    answers = {"answers": {"term": "cosign.days", "value": "9"} | BASIS}
    assert auditor.post(f"{ONE}/steps/propose_terms", answers).status_code == 409
