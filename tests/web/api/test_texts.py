"""A text by the API: read in its JSON form, valid against the published schema, and saved again as the same text."""

import json
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, SECOND, World, sample_text
from tests.web.browsing import Browser, browser, seated
from workflow.vocabulary import Joint

API = "/api/v1"


@pytest.fixture
def road(world: World) -> Road:
    made = builders.standing(world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=sample_text())
    return made


def drafter(app: Flask, road: Road, region: str = SECOND) -> Browser:
    return seated(app, road.world.seat(region, "drafter"), road.at + timedelta(hours=1))


def saved(person: Browser, road: Road, structure: Any, key: str) -> Any:
    told = person.get(f"{API}/standards/{road.id}").get_json()
    headers = {"X-CSRF-Token": person.get(f"{API}/session").get_json()["csrf_token"], "Idempotency-Key": key}
    body = {"answers": {"structure": structure}, "version": told["version"]}
    return person.post_json(f"{API}/standards/{road.id}/steps/save_draft", body, headers=headers)


def test_what_is_read_is_valid_and_saved_again_is_the_same(app: Flask, road: Road) -> None:
    person = drafter(app, road)
    schema = browser(app, road.at).get(f"{API}/text.schema.json").get_json()
    first = person.get(f"{API}/standards/{road.id}/document?version=1").get_json()
    jsonschema.Draft202012Validator(schema).validate(first)
    assert saved(person, road, first, "as an object").status_code == 200
    assert saved(person, road, json.dumps(first), "as words").status_code == 200
    texts = [person.get(f"{API}/standards/{road.id}/text?version={n}").get_json() for n in (1, 2, 3)]
    assert texts[0]["sha256"] == texts[1]["sha256"] == texts[2]["sha256"]


@pytest.mark.parametrize(
    "structure",
    [
        "{",
        "[" * 5000,
        "null",
        {"format": "other"},
        {"format": "tongbiao-text/1", "meta": {}, "clauses": [{"id": "c1"}]},
        7,
    ],
    ids=range(6),
)
def test_what_is_no_text_is_told_with_its_place(app: Flask, road: Road, structure: Any) -> None:
    answer = saved(drafter(app, road), road, structure, "bad")
    assert answer.status_code == 422, answer.text
    assert "tongbiao-text/1" in answer.get_json()["fields"]["structure"]


def test_strangers_read_no_document(app: Flask, road: Road) -> None:
    assert drafter(app, road, CHONGQING).get(f"{API}/standards/{road.id}/document?version=1").status_code == 404
