"""Every address of the pages has its call in the API, or stands under a reason why it has none: `api_twins.txt`."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from flask import Flask

from web import create_app
from workflow.db import Database
from workflow.settings import Settings

TABLE = Path(__file__).with_name("api_twins.txt")
DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
API = "/api/v1"
READING = {"HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("twins")
    return create_app(Settings(var=str(folder)), Database(f"sqlite:///{folder}/empty.db"))


def table() -> Iterator[tuple[str, str, str]]:
    """Each name with its call, or with the reason why it has none."""
    head = ""
    for line in TABLE.read_text().splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        elif head == "calls" and " = " in line:
            name, _, call = line.partition(" = ")
            yield name, call, ""
        elif line and not line.startswith("#"):
            yield from ((name, "", head) for name in line.split())


def rules(app: Flask) -> set[tuple[str, str]]:
    """Every method with its address."""
    every = app.url_map.iter_rules()
    return {(method, rule.rule) for rule in every for method in (rule.methods or set()) - READING}


def ours(app: Flask) -> set[str]:
    """The endpoints of pages."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if not rule.rule.startswith(API)}


def unpaired(endpoints: set[str], names: list[str]) -> list[str]:
    """Endpoints that the table tells never or twice."""
    return sorted(one for one in endpoints if sum(fnmatchcase(one, name) for name in names) != 1)


def test_every_page_stands_in_the_table_once(app: Flask) -> None:
    assert not unpaired(ours(app), [name for name, _, _ in table()])


def test_the_table_tells_of_no_page_that_is_gone(app: Flask) -> None:
    assert [name for name, _, _ in table() if not any(fnmatchcase(one, name) for one in ours(app))] == []


def test_every_call_of_the_table_is_there(app: Flask) -> None:
    known = rules(app)
    calls = {(name, *call.split(" ", 1)) for name, call, _ in table() if call}
    assert [name for name, method, path in calls if (method, API + path) not in known] == []


def test_a_page_that_acts_is_paired_with_a_call_that_acts(app: Flask) -> None:
    """But for files that are previewed, or whose rows a call lists."""
    looks = {"writing.edit", "minuting.minutes", "due.export", "audit.download", "verifying.verify_file"}
    acting = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    wrong = [name for name, call, _ in table() if name in acting - looks and call.startswith("GET")]
    assert wrong == []


def test_every_reason_is_a_sentence() -> None:
    reasons = {reason for _, call, reason in table() if not call}
    assert all(len(reason.split()) > 3 for reason in reasons)


def test_the_document_names_calls_that_are_there(app: Flask) -> None:
    known = {(method, re.sub("<[^>]+>", "<>", path)) for method, path in rules(app)}
    told = re.findall(r"(GET|POST) (/api/v1/[^`?]+)", DOCUMENT.read_text())
    assert len(told) > 20
    named = {(method, re.sub("<[^>]+>", "<>", path)) for method, path in told}
    assert named - known == set()


def test_a_planted_page_without_a_twin_is_found() -> None:
    assert unpaired({"a.one", "a.two", "b.new"}, ["a.*", "a.two"]) == ["a.two", "b.new"]
