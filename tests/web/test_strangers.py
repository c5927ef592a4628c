"""川渝 sees nothing of an unreleased 京津冀 project: by page, API, search, feed, log, file or guess of an id."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import BuildError, Rule

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, PAPER, World
from tests.web.browsing import Browser, browser, seated
from workflow.process.standard import ROWS
from workflow.records.papers import Paper
from workflow.vocabulary import Joint, SeatRole

TITLE = "停车场充电设施配置与运行管理规范"
SERIAL = "3901"
LISTS = (
    "/",
    "/board",
    f"/board?q={TITLE[:4]}",
    f"/board?q={SERIAL}",
    "/numbers",
    "/agreements",
    "/statistics",
    "/public/",
    f"/public/standards?q={TITLE[:4]}",
    f"/public/standards?q={TITLE[:4]}",
    f"/public/standards?q={SERIAL}&state=applied",
    "/public/standards?q=便于到达的位置",
    f"/api/v1/search?q={TITLE[:4]}",
    "/api/v1/search?q=便于到达的位置",
    "/public/feed.atom",
    "/api/v1/standards",
    f"/api/v1/standards?q={TITLE[:4]}",
    "/api/v1/numbers",
    "/api/v1/inbox",
    "/api/v1/statistics",
    "/audit",
)


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.SEALED)


def strangers(app: Flask, road: Road) -> list[Browser]:
    """The other group's people, and one who is not logged in."""
    roles = (SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.AUDITOR, SeatRole.EXPERT, SeatRole.SECADMIN)
    return [*(seated(app, road.world.seat(CHONGQING, role), road.at) for role in roles), browser(app, road.at)]


def addresses(app: Flask, road: Road) -> list[str]:
    """Every address that a GET can reach, with the project's own ids guessed into it."""
    with road.world.database.read() as session:
        digest = session.scalars(sa.select(Paper.file_sha256)).first() or PAPER
    guessed: dict[str, Any] = {"standard_id": road.id, "consultation_id": 1, "log_id": 1, "index": 3, "size": 5}
    guessed |= {"digest": digest, "sha256": digest, "leaf_hash": road.outcomes[-1].leaf_hash, "step": "invite"}
    guessed |= {"agreement_id": 1, "change_id": 1, "amendment_id": 1, "signer_id": signer(road), "kind": "people"}
    guessed |= {"letter_id": 1, "rule_id": 1}
    guessed |= {"thread_id": 1, "suggestion_id": 1, "clause": "c1"}
    guessed |= {"secret": "guessed", "token": "guessed", "appointment": signer(road), "seat_id": signer(road)}
    found = []
    for rule in app.url_map.iter_rules():
        wanted = {name: guessed[name] for name in rule.arguments if name in guessed}
        if "GET" in (rule.methods or ()) and wanted and len(wanted) == len(rule.arguments):
            found += [address(app, rule, {**wanted, "step": step}) for step in steps(rule)]
    return sorted(set(found))


def signer(road: Road) -> int:
    return road.world.seat(road.lead, "approver").id


def steps(rule: Rule) -> list[str]:
    return ["invite", "approve_release"] if "step" in rule.arguments else [""]


def address(app: Flask, rule: Rule, parts: dict[str, Any]) -> str:
    values = {name: parts[name] for name in rule.arguments}
    with app.test_request_context():
        built = rule.build(values)
    if built is None:
        raise BuildError(rule.endpoint, values, None)
    return built[1]


def test_a_person_of_the_project_reaches_those_pages(app: Flask, road: Road) -> None:
    ours = seated(app, road.world.seat(road.lead, "handler"), road.at)
    found = [path for path in addresses(app, road) if ours.get(path).status_code == 200]
    assert len(found) >= 8
    assert any(path.startswith("/api/v1/standards/") for path in found)


def test_no_stranger_reaches_any_of_them(app: Flask, road: Road) -> None:
    elsewhere = ("/audit/", "/people/", "/static", "/public/consultations/")  # asked in public, by law
    paths = [p for p in addresses(app, road) if not p.startswith(elsewhere)]
    assert len(paths) > 10
    for stranger in strangers(app, road):
        for path in paths:
            answer = stranger.get(path)
            assert answer.status_code in (302, 303, 401, 404), (path, answer.status_code)
            assert TITLE not in answer.get_data(as_text=True), path


def test_no_stranger_sees_or_touches_a_seat_of_another_region(app: Flask, road: Road) -> None:
    ways = (f"/people/{signer(road)}", f"/people/{signer(road)}/substitute")
    for stranger in strangers(app, road):
        for way in ways:
            assert stranger.get(way).status_code in (303, 404), way


def test_no_stranger_acts_at_any_address_that_names_what_is_not_theirs(app: Flask, road: Road) -> None:
    given: dict[str, Any] = {"standard_id": road.id, "agreement_id": 1, "change_id": 1, "appointment": signer(road)}
    given |= {"seat_id": signer(road), "signer_id": signer(road), "deputy": signer(road), "absence": 1, "paper_id": 1}
    given |= {"thread_id": 1, "suggestion_id": 1, "clause": "c1", "letter_id": 1, "rule_id": 1}
    given |= {"notice_id": 1, "mail_id": 1, "consultation_id": 0, "amendment_id": 1, "step": "enter_paper"}
    rules = [r for r in app.url_map.iter_rules() if "POST" in (r.methods or ()) and r.arguments <= given.keys()]
    paths = [
        address(app, rule, given)
        for rule in rules
        if rule.arguments and not rule.rule.startswith(("/api/", "/public/"))
    ]
    assert len(paths) > 15
    for stranger in strangers(app, road):
        for path in paths:
            answer = stranger.post(path, {"idempotency_key": "k", "version": 1, "reason": "试"})
            assert answer.status_code in (302, 303, 401, 404), (path, answer.status_code)
            if answer.status_code in (302, 303):
                assert "/login" in answer.headers["Location"] or "/seats" in answer.headers["Location"], path


def test_no_list_search_feed_or_log_names_it(app: Flask, road: Road) -> None:
    for stranger in strangers(app, road):
        for path in LISTS:
            told = stranger.get(path).get_data(as_text=True)
            assert TITLE not in told.replace("<wbr>", ""), path
            assert f"T {SERIAL}" not in told, path
        for call in ("checkpoint", "entries?start=0&end=5", "proof?index=1&size=5"):
            mark = "&" if "?" in call else "?"
            answer = stranger.get(f"/api/v1/log/{call}{mark}agreement=1&year=2026")
            assert answer.status_code in (401, 404), call


def test_no_stranger_takes_a_step(app: Flask, road: Road) -> None:
    handler = seated(app, road.world.seat(CHONGQING, "handler"), road.at)
    for step in ROWS:
        answer = handler.post(f"/standards/{road.id}/steps/{step}", {"version": 1, "idempotency_key": "k"})
        assert answer.status_code == 404, step


def test_the_public_page_is_not_there_for_anybody_until_the_instant(app: Flask, road: Road) -> None:
    seats = [None, road.world.seat(road.lead, "approver"), road.world.seat(CHONGQING, "handler")]
    readers = [seated(app, seat, road.at) if seat else browser(app, road.at) for seat in seats]
    assert {reader.get(f"/public/standards/{road.id}").status_code for reader in readers} == {404}
    road.wait(days=3)
    road.wake()
    for reader in (browser(app, road.at), seated(app, seats[2], road.at)):  # type: ignore[arg-type]
        told = reader.get(f"/public/standards/{road.id}").get_data(as_text=True)
        for prefix in ("DB11", "DB12", "DB13"):
            assert f"{prefix}/T {SERIAL}—2026" in told
