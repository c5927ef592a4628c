"""The guided tour: every stop is a page that answers the one it is meant for."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from tests import stage
from tests.stage import TODAY
from tests.web.browsing import Browser, browser
from web import create_app
from workflow.db import Database
from workflow.settings import Settings

STOP = re.compile(r'<li>(?:<code>(\w+)</code> )?<a href="([^"]+)">')


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = stage.copied(tmp_path_factory.mktemp("tour"))
    database = Database(settings.database_url)
    yield create_app(Settings(**{**vars(settings), "secret_key": "s" * 40}), database)
    database.dispose()


def stops(app: Flask) -> dict[str, list[str]]:
    """Whom each stop of the page is meant for."""
    found: dict[str, list[str]] = defaultdict(list)
    page = browser(app, TODAY).get("/tour").get_data(as_text=True)
    for who, where in STOP.findall(page[page.index('class="stops"') :]):
        found[who].append(unescape(where))
    return found


def logged_in(app: Flask, who: str) -> Browser:
    made = browser(app, TODAY)
    if who:
        made.get("/login")
        assert made.post("/login", {"username": who, "password": Settings().demo_password}).status_code == 303
    return made


def test_every_stop_is_a_page_for_its_role(app: Flask) -> None:
    told = stops(app)
    assert {"", "heshiguo", "chushijing", "zhoushijing", "shenshijing", "qianshijin", "zhaoshiji"} <= told.keys()
    assert sum(map(len, told.values())) > 30
    answers: dict[tuple[str, str], int] = {}
    for who, pages in told.items():
        reader = logged_in(app, who)
        answers |= {(who, where): reader.get(where).status_code for where in [*pages, *(["/"] if who else [])]}
    assert {stop: status for stop, status in answers.items() if status != 200} == {}
