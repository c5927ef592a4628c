"""Over HTTP: my turn and a signed approval through the application, beside a bare Flask page with the same SQL."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template, request

from bench import lives, raw
from bench.recording import Recording, record
from bench.table import Line
from tests import builders
from tests.builders import Road
from tests.cast import LEAD, PASSWORD, World, with_accounts
from tests.web.browsing import Browser, application, hidden, seated
from workflow.entrance.accounts import HASHER
from workflow.vocabulary import Joint

ROUNDS = 30
APPROVALS = 8
PAGE = "my_turn.html"


def measure(world: World, var: Path) -> list[Line]:
    """Both pages and both approvals in turn; requests are served in this process, by no server."""
    with_accounts(world)
    for _ in range(25):
        builders.standing(world, Joint.INITIATING)
    road = builders.standing(world, Joint.APPROVING)
    seat = world.seat(LEAD, "handler")
    browser = seated(application(world, var), seat, road.at)
    address = "/"
    said = [one for one in _heard(world.database.engine, lambda: browser.get(address)) if one[0].startswith("SELECT")]
    bare = _bare(world, said).test_client()
    ours, alone = list[float](), list[float]()
    for _ in range(ROUNDS):
        ours.append(_timed(lambda: browser.get(address)))
        alone.append(_timed(lambda: bare.get("/")))
    note = f"{median(ours) * 1000:.1f} ms, bare {median(alone) * 1000:.1f} ms, {len(said)} statements"
    return [
        Line("my turn over HTTP: ratio to the bare page", median(alone) / median(ours), note=note),
        _signing(world, var),
    ]


def _heard(engine: sa.Engine, work: Callable[[], Any]) -> list[tuple[str, Any]]:
    said: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, sql: str, given: Any, *___: Any) -> None:
        said.append((sql, given))

    sa.event.listen(engine, "before_cursor_execute", note)
    work()
    sa.event.remove(engine, "before_cursor_execute", note)
    return said


def _bare(world: World, said: list[tuple[str, Any]]) -> Flask:
    """One page that sends the same statements through the driver and shows the rows of the longest answer."""
    app, sql = Flask(__name__, template_folder=str(Path(__file__).parent)), raw.Sql(world.database.url)

    @app.get("/")
    def page() -> str:
        found: list[Any] = []
        sql.cursor.execute("BEGIN")
        for statement, given in said:
            found = max(found, sql.cursor.execute(statement, given).fetchall(), key=len)
        sql.cursor.execute("ROLLBACK")
        return render_template(PAGE, rows=found[:50])

    return app


def _signing(world: World, var: Path) -> Line:
    """The click that signs: from the request to the receipt's address, the statement drawn up before."""
    recording = record(world)
    app, ours, alone = application(world, var), list[float](), list[float]()
    bare = _approving(world, recording).test_client()
    for _ in range(APPROVALS):
        road = builders.standing(world, Joint.APPROVING)
        builders.frozen(road, "final")
        builders.cosigned(road, LEAD)
        sign = _ready(app, road)
        ours.append(_timed(sign))
        bare.post("/", data={"prepare": "1"})
        alone.append(_timed(lambda: bare.post("/", data={"password": PASSWORD})))
    note = f"{median(ours) * 1000:.1f} ms, bare {median(alone) * 1000:.1f} ms"
    return Line("a signed approval over HTTP: ratio to the bare page", median(alone) / median(ours), note=note)


def _ready(app: Flask, road: Road) -> Callable[[], Any]:
    road.wait(hours=1)
    person: Browser = seated(app, road.world.seat(LEAD, "approver"), road.at)
    step = f"/standards/{road.id}/steps/approve_release"
    form = person.get(step)
    fields = {name: hidden(form, name) or "" for name in ("version", "idempotency_key", "seat")}
    page = person.post(f"{step}/statement", fields | {"position": "agree"})
    names = ("version", "idempotency_key", "seat", "statement_id", "position")
    signed = {name: hidden(page, name) or "" for name in names} | {"password": PASSWORD}

    def sign() -> None:
        answer = person.post(step, signed)
        assert answer.status_code == 303, answer.text

    return sign


def _approving(world: World, recording: Recording) -> Flask:
    """The same rows, written by SQL alone; a life is led up to the approval beforehand."""
    app, sql, lives_led = Flask(__name__), raw.Sql(world.database.url), list[raw.Life]()
    hashed = HASHER.hash(PASSWORD)
    legs = dict(recording.legs)

    @app.post("/")
    def approve() -> tuple[str, int]:
        if request.form.get("prepare"):
            life = raw.Life()
            for name, _, _ in (("propose", 0, 0), *lives.LEGS[:3]):
                raw.lead(sql, life, legs[name], recording)
            raw.lay_out(sql, life, legs["approve_release"][:1], recording.samples)
            lives_led.append(life)
            return "", 204
        HASHER.verify(hashed, request.form["password"])  # what proves presence costs what it shall cost
        raw.write(sql, lives_led[-1], legs["approve_release"][0], recording.log)
        return "", 204

    return app


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
