"""What an operator sees: a page for the system administrator only, figures, readiness, ids and lines of requests."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.cast import LEAD, MORNING, World
from tests.web.browsing import Browser, application, browser, seated
from tests.web.hosting import operator_of
from workflow import holds, lines
from workflow.log.checkpoints import checkpoint_all
from workflow.log.signer import Signer
from workflow.picture.standing import Seat
from workflow.reads.seats import all_seats
from workflow.records.notices import Beat, Timer
from workflow.seats import installing
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def operator(world: World) -> Seat:
    return operator_of(world)


@pytest.fixture
def desk(app: Flask, operator: Seat) -> Browser:
    return seated(app, operator, MORNING)


@pytest.mark.parametrize("role", [SeatRole.HANDLER, SeatRole.SECADMIN, SeatRole.AUDADMIN, SeatRole.AUDITOR])
def test_the_page_is_not_there_for_anybody_else(app: Flask, world: World, role: SeatRole) -> None:
    other = seated(app, world.seat(LEAD, role), MORNING)
    assert other.get("/operation").status_code == 404
    assert 'href="/operation"' not in other.get("/help").text


def test_the_page_tells_what_waits_what_is_late_and_that_no_worker_runs(desk: Browser, world: World) -> None:
    shown = desk.get("/operation").text
    assert 'href="/operation"' in shown
    assert "请启动 tongbiao work" in shown
    assert "请运行 tongbiao backup" in shown
    road = builders.standing(world, Joint.INITIATING)
    with world.database.plain() as session:
        session.add(Beat(name="worker", at=road.at))
        session.add(Timer(standard_id=road.id, name="window_over", due_at=road.at - timedelta(days=1)))
    desk = seated(desk.client.application, road.world.seat(LEAD, SeatRole.SECADMIN), road.at)
    desk.get("/seats")
    assert "请启动 tongbiao work" not in shown_to(desk, world)
    assert "最早的一个应在" in shown_to(desk, world)


def shown_to(desk: Browser, world: World) -> str:
    """The page on the operator's own seat."""
    with world.database.read() as session:
        seat = next(s for s in all_seats(session, MORNING.date()) if s.role is SeatRole.SYSADMIN)
    desk.post("/seat", {"seat": str(seat.id)})
    answer = desk.get("/operation")
    assert answer.status_code == 200
    return answer.text


def test_the_page_tells_the_last_backup_the_hold_and_how_far_logs_are_signed(
    desk: Browser, world: World, tmp_path: Path
) -> None:
    with world.database.write(MORNING) as work:
        told = {"backup": "tongbiao-20260302T010000Z", "manifest": "0" * 64, "size": 4711}
        installing.record(work, "back_up", facts=told)
    with world.database.plain() as session:
        holds.hold(session, backup="0" * 64, taken_at=MORNING, at=MORNING)
    checkpoint_all(world.database, Signer(tmp_path / "k" / "log.key", tmp_path / "s"), at=MORNING)
    shown = desk.get("/operation").text
    assert "4711" in shown
    assert "tongbiao resume" in shown
    assert "tongbiao.example/installation/2026" in shown


def test_the_page_and_the_guide_are_in_english_too(desk: Browser) -> None:
    assert "Timers that wait" in desk.get("/operation?lang=en").text
    assert "tongbiao restore" in desk.get("/help/operation?lang=en").text
    assert "When the server is gone" in desk.get("/help/operation?lang=en").text


def test_while_a_restore_is_held_the_service_is_not_ready(app: Flask, world: World) -> None:
    machine = browser(app, MORNING)
    with world.database.plain() as session:
        session.add(Beat(name="worker", at=MORNING))
        holds.hold(session, backup="0" * 64, taken_at=MORNING, at=MORNING)
    answer = machine.get("/readyz")
    assert (answer.status_code, answer.get_json()["released"]) == (503, False)
    assert "tongbiao_held 1.0" in machine.get("/metrics").text
    assert holds.release(world.database, MORNING)
    assert machine.get("/readyz").status_code == 200


def test_figures_tell_refusals_by_rule_lateness_and_the_size_of_logs(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.INITIATING)
    with world.database.plain() as session:
        session.add(Timer(standard_id=road.id, name="window_over", due_at=road.at - timedelta(seconds=90)))
    clerk = seated(app, world.seat(LEAD, SeatRole.HANDLER), road.at)
    clerk.get("/board")
    assert clerk.get(f"/standards/{road.id}/steps/schedule_release").status_code == 409
    text = clerk.get("/metrics").text
    assert 'tongbiao_refusals_total{rule="' in text
    assert "tongbiao_timers_late 1.0" in text
    assert "tongbiao_timers_lag_seconds 90.0" in text
    assert 'tongbiao_log_size{log="demo/tongbiao.example/jingjinji/2026"}' in text
    assert 'endpoint="board.board"' in text


def test_an_answer_bears_the_id_of_its_request(app: Flask) -> None:
    machine = browser(app, MORNING)
    own = machine.get("/healthz", headers={"X-Request-Id": "front-0123abcd"})
    assert own.headers["X-Request-Id"] == "front-0123abcd"
    for strange in ("x", "a b c d e f g h", "é" * 9, "x" * 65):
        made = machine.get("/healthz", headers={"X-Request-Id": strange}).headers["X-Request-Id"]
        assert made != strange
        assert len(made) == 16
    assert machine.get("/nowhere").headers["X-Request-Id"]


@pytest.fixture
def logged() -> Iterator[None]:
    """Logging as it was, after a test that changed it."""
    root, level = logging.getLogger(), lines.REQUESTS.level
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    lines.REQUESTS.setLevel(level)


@pytest.mark.usefixtures("logged")
def test_a_line_tells_who_asked_but_not_for_what(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = application(world, tmp_path, log_json="1")
    seat = world.seat(LEAD, SeatRole.HANDLER)
    clerk = seated(app, seat, MORNING)
    capsys.readouterr()
    clerk.get("/board?q=机密词", headers={"X-Request-Id": "front-0123abcd"})
    (line,) = [json.loads(each) for each in capsys.readouterr().err.splitlines()]
    assert (line["person"], line["seat"], line["region"]) == (seat.person_id, seat.id, LEAD)
    assert (line["request"], line["path"], line["status"]) == ("front-0123abcd", "/board", 200)
    assert "机密词" not in json.dumps(line, ensure_ascii=False)
    for link in ("/calendar/geheim-1.ics", "/enrol/geheim-2"):
        clerk.get(link)
    assert "geheim" not in capsys.readouterr().err
    lines.REQUESTS.error("broken", exc_info=ValueError("why"))
    assert "ValueError: why" in json.loads(capsys.readouterr().err)["trace"]
