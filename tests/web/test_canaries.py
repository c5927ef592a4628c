"""Who commented and how to reach him, searched for in all that is produced: pages, files, leaves, lines of a log."""

import io
import logging
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, World
from tests.web.browsing import Browser, application, browser, seated
from tests.web.test_baskets import form as comment
from workflow.exports.events import Format, Selection, export_events
from workflow.records.baskets import Basket, BasketItem
from workflow.records.events import Event, Opening
from workflow.records.mails import OutgoingMail
from workflow.vocabulary import Joint

OPEN = "/public/consultations/1"
NAME, ORGANISATION, CONTACT, FILE = "金丝雀甲乙丙", "金丝雀单位丁戊己", "canary@canary-birds.com", "金丝雀文件.pdf"
CANARIES = (NAME, ORGANISATION, CONTACT, "canary-birds", "金丝雀文件", "金丝雀")
WHO = {"name": NAME, "party": "company", "organisation": ORGANISATION, "home": "120000", "contact": CONTACT}


@pytest.fixture
def road(world: World) -> Road:
    made = builders.standing(world, Joint.CONSULTING)
    builders.posted(made)
    return made


@pytest.fixture
def app(world: World, tmp_path: Path) -> Flask:
    return application(world, tmp_path / "var", log_json="1")


def commented(app: Flask, road: Road) -> tuple[Browser, str]:
    citizen = browser(app, road.at)
    citizen.get(OPEN)
    page = citizen.post(f"{OPEN}/comment", comment(road)).location
    assert citizen.post(f"{page}/details", WHO).status_code == 303
    return citizen, page


def answered(road: Road) -> None:
    road.wait(days=32)
    road.wake()
    road.take("answer_comment", builders.editor(road), comment="1", disposition="partly", answer="已缩小间距")
    road.by(LEAD, "handler", "publish_answers")


def public_pages(app: Flask, road: Road) -> dict[str, str]:
    """What a stranger gets, in both languages, before and after the answers."""
    stranger = browser(app, road.at)
    found = {}
    for path in (OPEN, "/public/", f"{OPEN}/comment", f"{OPEN}/form.xlsx", f"{OPEN}/form.docx", "/public/feed.xml"):
        for lang in ("zh", "en"):
            found[f"{path} {lang}"] = stranger.get(f"{path}?lang={lang}").get_data().decode("utf-8", "replace")
    return found


def assert_silent(told: dict[str, str]) -> None:
    for where, words in told.items():
        assert not [canary for canary in CANARIES if canary in words], where


def test_nobody_reads_who_commented_but_the_committee(
    world: World, app: Flask, road: Road, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    citizen, page = commented(app, road)
    assert_silent(public_pages(app, road))
    answered(road)
    citizen.at = road.at
    fate = citizen.get(page).text
    assert "已缩小间距" in fate
    assert_silent(public_pages(app, road) | {"fate": fate})
    with world.database.read() as session:
        leaves = b"".join(session.scalars(sa.select(Event.leaf))).decode()
        opened = "".join(map(str, session.scalars(sa.select(Opening.field))))
        baskets = "".join(str((one.details, one.address)) for one in session.scalars(sa.select(Basket)))
        items = "".join(str(one.given) for one in session.scalars(sa.select(BasketItem)))
        mails = "".join(f"{one.subject}{one.body}{one.address}" for one in session.scalars(sa.select(OutgoingMail)))
    assert_silent({"leaves": leaves, "fields": opened, "items": items, "mails": mails, "baskets": baskets})
    secret = page.rpartition("/")[2]
    assert_silent({"log": caplog.text})
    assert secret not in caplog.text
    editor = seated(app, builders.editor(road), road.at)
    assert NAME in editor.get(f"/standards/{road.id}/comments").text


def test_exports_and_other_regions_tell_nothing(world: World, app: Flask, road: Road, tmp_path: Path) -> None:
    commented(app, road)
    answered(road)
    other = seated(app, world.seat("120000", "approver"), road.at)
    paths = ("", "/consultation", "/timeline", "/comments", "/papers", "/brief", "/text", "/notices")
    told = {path: other.get(f"/standards/{road.id}{path}").get_data().decode("utf-8", "replace") for path in paths}
    ledger = told.pop("/comments")  # the committee of every region reads who commented; how to reach him it does not
    assert NAME in ledger
    assert "canary" not in ledger
    for form in Format:
        out = io.BytesIO()
        export_events(world.database, out, form, Selection())
        told[form.value] = out.getvalue().decode("utf-8", "replace")
    assert_silent(told)
