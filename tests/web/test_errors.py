"""Every wrong request has its plain answer, alike on page and API, never a trace; every answer bears its headers."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests import builders
from tests.cast import LEAD, MORNING, World
from tests.web.browsing import Browser, application, browser, seated
from web.config import UnsafeSettings
from workflow.reads import catalogue
from workflow.records.notices import Beat


def at_desk(app: Flask, world: World) -> Browser:
    return seated(app, world.seat(LEAD, "handler"), MORNING + timedelta(hours=1))


@pytest.mark.parametrize("path", ["/nothing", "/standards/0/steps/invite", "/standards/99999999999999/steps/invite"])
def test_what_is_not_there_is_404_for_people_and_programs(app: Flask, world: World, path: str) -> None:
    person = at_desk(app, world)
    page, call = person.get(path), person.get(f"/api/v1{path}")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert (call.status_code, call.mimetype) in [(404, "application/problem+json"), (405, "application/problem+json")]


def test_a_wrong_method_is_405_and_says_what_is_allowed(app: Flask, world: World) -> None:
    answer = at_desk(app, world).post("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_step_that_does_not_exist_or_belongs_to_the_system_is_404(app: Flask, world: World) -> None:
    road, person = builders.proposed(world), at_desk(app, world)
    for step in ("nonsense", "release", "propose", "register_release"):
        assert person.get(f"/standards/{road.id}/steps/{step}").status_code == 404


def test_too_much_is_413_for_strangers_before_anything_is_read(app: Flask) -> None:
    visitor = browser(app, MORNING)
    visitor.get("/login")
    assert visitor.post("/login", {"username": "x" * 300_000}).status_code == 413


def test_a_whole_draft_is_not_too_much_for_a_seat(app: Flask, world: World) -> None:
    road, person = builders.proposed(world), at_desk(app, world)
    answer = person.post(f"/standards/{road.id}/steps/amend_proposal", {"version": "1", "scope": "字" * 400_000})
    assert answer.status_code in (400, 422)


def test_a_fault_that_nobody_foresaw_shows_a_number_and_no_trace(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_desk(app, world)
    monkeypatch.setattr(catalogue, "find", lambda *parts: 1 / 0)
    for path in ("/standards/1/steps/invite", "/api/v1/standards/1"):
        answer = person.get(path)
        assert answer.status_code == 500
        assert "ZeroDivisionError" not in answer.text
        assert "Traceback" not in answer.text
    assert len(answer.get_json()["id"]) == 12


def test_a_database_that_does_not_answer_is_503_and_nothing_was_done(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = at_desk(app, world)

    def fails(*parts: object) -> None:
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(catalogue, "find", fails)
    answer = person.get("/standards/1/steps/invite")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


def test_every_answer_bears_its_headers_and_a_signed_in_page_is_not_kept(app: Flask, world: World) -> None:
    for answer in (browser(app, MORNING).get("/login"), at_desk(app, world).get("/nothing")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_language_asked_for_is_kept(app: Flask) -> None:
    visitor = browser(app, MORNING)
    assert "登录同标" in visitor.get("/login").text
    assert "登录同标" not in visitor.get("/login?lang=en").text
    assert "登录同标" not in visitor.get("/login").text
    assert "登录同标" in visitor.get("/login?lang=xx").text


@pytest.mark.parametrize(
    ("base", "name"), [("https://localhost", "__Host-tongbiao="), ("http://localhost", "tongbiao=")]
)
def test_the_cookie_is_bound_to_the_host_exactly_when_the_address_is_https(
    world: World, tmp_path: Path, base: str, name: str
) -> None:
    app = application(world, tmp_path, base_url=base)
    cookie = browser(app, MORNING).get("/login", base_url=base).headers["Set-Cookie"]
    assert cookie.startswith(name)
    assert ("Secure" in cookie) == base.startswith("https")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("unsafe", [{"base_url": "http://localhost"}, {"clock": "/tmp/offset"}])
def test_an_unsafe_production_does_not_start(world: World, tmp_path: Path, unsafe: dict[str, str]) -> None:
    settings = {"production": "1", "base_url": "https://localhost"} | unsafe
    with pytest.raises(UnsafeSettings):
        application(world, tmp_path, **settings)


def test_a_proxy_is_believed_only_when_it_is_named(world: World, tmp_path: Path) -> None:
    forwarded = {"headers": {"X-Forwarded-Proto": "https"}}
    bare, behind = application(world, tmp_path), application(world, tmp_path, proxy_hops="1")
    assert "Strict-Transport-Security" not in browser(bare, MORNING).get("/login", **forwarded).headers
    assert "Strict-Transport-Security" in browser(behind, MORNING).get("/login", **forwarded).headers


def test_readiness_turns_red_when_no_worker_has_beaten_for_a_minute(app: Flask, world: World) -> None:
    machine = browser(app, MORNING)
    assert machine.get("/healthz").status_code == 200
    assert machine.get("/readyz").status_code == 503
    with world.database.plain() as session:
        session.add(Beat(name="worker", at=MORNING))
    assert machine.get("/readyz").status_code == 200
    machine.at += timedelta(seconds=61)
    told = {
        "database": True,
        "schema": True,
        "worker": False,
        "signed": True,
        "one_story": True,
        "released": True,
        "ready": False,
    }
    assert machine.get("/readyz").get_json() == told
    assert 'tongbiao_requests_total{endpoint="health.alive"' in machine.get("/metrics").text
