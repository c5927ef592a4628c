"""Strange input on both databases: it is refused in words, it never breaks the server."""

from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.cast import LEAD, MORNING, founded, with_accounts
from tests.web.browsing import Browser, application, browser, seated

STRANGE = ["\x00", "'; DROP TABLE standards; --", "%", "\u202e", "字" * 5000, "9" * 40, "-1", "1e9", "../..", "{{7*7}}"]


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> tuple[Flask, Browser, int]:
    world = founded(database_url)
    with_accounts(world)
    road = builders.proposed(world)
    app = application(world, tmp_path / "var")
    return app, seated(app, world.seat(LEAD, "handler"), MORNING), road.id


def test_no_strange_word_breaks_the_server(house: tuple[Flask, Browser, int]) -> None:
    app, person, standard = house
    token = {"X-CSRF-Token": person.get("/api/v1/session").get_json()["csrf_token"]}
    stranger = browser(app, MORNING)
    stranger.get("/login")
    for word in STRANGE:
        query = {"q": word, "region": word, "page": word, "agreement": word, "year": word, "held": word, "lang": word}
        for path in ("standards", "numbers", "log/entries", "log/proof", f"standards/{standard}/events"):
            assert person.get(f"/api/v1/{path}", query_string=query).status_code < 500, (path, word)
        assert person.get("/api/v1/standards", query_string={"q": word}).status_code < 500
        step = f"/standards/{standard}/steps/invite"
        assert person.get(step, query_string=query | {"reply_by": word}).status_code < 500, word
        fields = {"version": "1", "idempotency_key": word * 9, "region": word, "reply_by": word}
        assert person.post(step, fields).status_code < 500, word
        answers = {"region": word, "reply_by": [word, {word: None}], word: word}
        body = {"answers": answers, "version": 1, "statement_id": word, "password": word}
        assert person.post_json(f"/api/v1{step}", body, headers=token | {"Idempotency-Key": "k"}).status_code < 500
        assert stranger.post("/login", {"username": word, "password": word, "next": word}).status_code < 500, word


def test_half_a_character_is_no_password(house: tuple[Flask, Browser, int]) -> None:
    _, person, standard = house
    token = {"X-CSRF-Token": person.get("/api/v1/session").get_json()["csrf_token"], "Idempotency-Key": "k"}
    body = {"answers": {}, "version": 1, "statement_id": 1, "password": "\ud800"}
    path = f"/api/v1/standards/{standard}/steps/withdraw_from_project"
    assert person.post_json(path, body, headers=token).status_code in (403, 409)
