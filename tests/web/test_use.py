"""Declarations of use by anybody: the form without script, the handler's inbox, the public's counts, hostile input."""

import re
import shutil
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, MORNING, SECOND, World
from tests.web.browsing import Browser, browser, seated
from workflow import entering
from workflow.db import Database
from workflow.entrance import knocking
from workflow.records.entries import Entry
from workflow.vocabulary import Joint

SAID = {"region": LEAD, "organisation": "绿色出行公司", "since": "2026-01-05", "contact": "法务部 010-1"}
LISTED = "/public/registers/use_declaration"
HOSTILE = ["字" * 100_000, "<script>alert(1)</script>", "\u202eabc", "\x00", "'; DROP TABLE entries; --", "{{7*7}}"]


@pytest.fixture(scope="module")
def in_force(founded_template: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Road]:
    """A standard in force, built once and copied for each test."""
    template, made = founded_template
    path = tmp_path_factory.mktemp("used") / "used.db"
    shutil.copyfile(template, path)
    road = builders.standing(World(Database(f"sqlite:///{path}"), made.agreements, made.seats), Joint.IN_FORCE)
    road.world.database.dispose()
    return path, road


@pytest.fixture
def world(in_force: tuple[Path, Road], tmp_path: Path) -> World:
    path, made = in_force
    copied = tmp_path / "tongbiao.db"
    shutil.copyfile(path, copied)
    return World(Database(f"sqlite:///{copied}"), made.world.agreements, made.world.seats)


@pytest.fixture
def road(in_force: tuple[Path, Road], world: World) -> Road:
    return replace(in_force[1], world=world)


@pytest.fixture
def anybody(app: Flask, road: Road) -> Browser:
    made = browser(app, road.at)
    made.get(form(road))
    return made


def form(road: Road) -> str:
    return f"/public/standards/{road.id}/use"


def read(person: Browser, address: str, status: int = 200) -> str:
    answer = person.get(address)
    assert answer.status_code == status, address
    return unescape(answer.get_data(as_text=True))


def declared(person: Browser, road: Road, **more: str) -> str:
    """The receipt."""
    sent = person.post(form(road), SAID | more)
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return sent.headers["Location"].partition("=")[2]


def entries(world: World) -> list[Entry]:
    with world.database.read() as session:
        return session.query(Entry).order_by(Entry.id).all()


def test_a_declaration_goes_from_the_form_to_the_public_list(app: Flask, road: Road, anybody: Browser) -> None:
    home = f"/public/standards/{road.id}"
    assert f'href="{form(road)}"' in read(anybody, home)
    receipt = declared(anybody, road, credit_code="91350100m000100y43", scope="两条线路")
    assert "已申报" in read(anybody, f"/public/receipts?number={receipt}")
    handler = seated(app, road.world.seat(LEAD, "handler"), road.at)
    [entry] = entries(road.world)
    inside, step = f"/registers/use_declaration/{entry.id}", f"/entries/{entry.id}/steps/confirm_entry"
    assert inside in read(handler, "/")
    assert entry.fields["credit_code"] == "91350100M000100Y43"
    assert re.match(r"DB11/T", entry.fields["number"])
    page = read(handler, inside)
    assert SAID["contact"] in page
    assert step in page
    assert step not in read(seated(app, road.world.seat(SECOND, "handler"), road.at), inside)
    assert SAID["organisation"] not in read(anybody, home) + read(anybody, LISTED)
    read(handler, step)
    assert handler.post(step, {}).status_code == 303
    shown = read(anybody, home)
    counts = re.findall(rf'href="({LISTED}\?[^"]*)" data-count="1"', shown)
    assert len(counts) == 2
    for href in counts:
        listed = read(anybody, href)
        assert 'data-list="1"' in listed
        assert SAID["organisation"] in listed
    public = read(anybody, f"{LISTED}/{entry.id}") + "".join(
        read(anybody, f"{LISTED}.{kind}") for kind in ("csv", "jsonl")
    )
    assert SAID["organisation"] in public
    assert SAID["contact"] not in public
    assert anybody.post("/public/receipts/leave", {"number": receipt, "reason": "停运"}).status_code == 303
    assert "已注销" in read(anybody, f"/public/receipts?number={receipt}")
    assert "data-count" not in read(anybody, home).partition('id="used"')[2].partition("</section>")[0]


def test_what_is_wrong_is_told_at_once_and_what_was_typed_stays(road: Road, anybody: Browser) -> None:
    answer = anybody.post(form(road), {"organisation": "绿色出行公司", "region": "500000"})
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert all(f'href="#f-{name}"' in page for name in ("region", "since", "contact"))
    assert "绿色出行公司" in page
    wrong = anybody.post(form(road), SAID | {"credit_code": "91350100M000100Y44"})
    assert wrong.status_code == 409
    assert "91350100M000100Y44" in wrong.get_data(as_text=True)
    declared(anybody, road)
    assert anybody.post(form(road), SAID).status_code == 409
    assert len(entries(road.world)) == 1


def test_no_word_breaks_the_form_or_runs_on_a_page(app: Flask, road: Road, anybody: Browser) -> None:
    names = ("organisation", "credit_code", "since", "scope", "contact", "region")
    for n, (name, word) in enumerate((name, word) for name in names for word in HOSTILE):
        anybody.at = road.at + timedelta(minutes=4 * n)
        answer = anybody.post(form(road), SAID | {"organisation": f"公司{n}", name: word})
        assert answer.status_code in (303, 409, 413, 422), word[:20]
        assert b"<script>alert" not in answer.data
    handler = seated(app, road.world.seat(LEAD, "handler"), road.at)
    for entry in entries(road.world):
        assert "<script>alert" not in handler.get(f"/registers/use_declaration/{entry.id}").get_data(as_text=True)


def test_a_forged_form_and_too_many_are_turned_away(app: Flask, road: Road, anybody: Browser) -> None:
    assert app.test_client().post(form(road), data=SAID).status_code == 403
    assert anybody.post(form(road), SAID, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert entries(road.world) == []
    for n in range(knocking.MOST):
        assert anybody.post(form(road), {"organisation": str(n)}).status_code == 422
    last = anybody.post(form(road), SAID)
    assert last.status_code == 429
    assert "Retry-After" in last.headers
    assert SAID["organisation"] in last.get_data(as_text=True)


def test_a_standard_on_a_list_of_recognition_is_declared_too(app: Flask, road: Road, anybody: Browser) -> None:
    told = {
        "title": "质量诊断准则",
        "number": "T/CZT 1—2024",
        "region": LEAD,
        "accepted_by": [LEAD, SECOND],
        "batch": "1",
    }
    given = (road.world.database, road.world.agreements["JJJ"], "recognition", "enter_listed")
    seat = road.world.seat(LEAD, "handler")
    listed = entering.begin(*given, seat, told | {"printed_in": "2024年第1号公告"}, at=road.at).entry_id
    home = f"/public/registers/recognition/{listed}"
    assert f"{home}/use" in read(anybody, home)
    assert "T/CZT 1—2024" in read(anybody, f"{home}/use")
    sent = anybody.post(f"{home}/use", SAID | {"region": SECOND})
    assert sent.status_code == 303
    [entry] = [one for one in entries(road.world) if one.kind == "use_declaration"]
    assert (entry.parent_id, entry.fields["number"], entry.region_code) == (listed, "T/CZT 1—2024", SECOND)
    seat = road.world.seat(SECOND, "handler")
    entering.take(road.world.database, entry.id, "confirm_entry", seat, {}, at=road.at)
    page = read(anybody, home)
    assert SAID["organisation"] in page
    [(href, n)] = re.findall(r'href="([^"]*use_declaration\?[^"]*)" data-count="(\d)"', page)
    assert f'data-list="{n}"' in read(anybody, href)


def test_nothing_is_declared_of_what_is_not_there(app: Flask, world: World) -> None:
    road = builders.proposed(world)
    anybody = browser(app, MORNING)
    anybody.get("/public/suggestions")
    for home in (f"/public/standards/{road.id}", "/public/standards/99999999999", "/public/registers/recognition/1"):
        read(anybody, f"{home}/use", 404)
        assert anybody.post(f"{home}/use", SAID).status_code == 404
    for receipt in ("", "2026-" + "F" * 16, "字" * 9000):
        assert anybody.post("/public/receipts/leave", {"number": receipt}).status_code == 404
