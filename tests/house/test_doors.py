"""Every address bears exactly one mark, and none that is merely shown can act."""

import pytest
from flask import Flask

from web import create_app
from web.seats import acts, public, shows
from workflow.db import Database
from workflow.settings import Settings

MARKS = {"public", "shows", "acts"}
READING = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("doors")
    return create_app(Settings(var=str(folder)), Database(f"sqlite:///{folder}/empty.db"))


def unmarked(app: Flask) -> list[str]:
    """Addresses whose view bears no mark, or one that nobody knows."""
    views = {rule.rule: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    return [path for path, view in views.items() if not path.startswith("/static/") and mark(view) not in MARKS]


def mark(view: object) -> str:
    return str(getattr(view, "mark", ""))


def misused(app: Flask) -> list[str]:
    """Addresses that act when read, or that take a post without being marked as an act."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return [
        rule.rule
        for rule in rules
        if (mark(app.view_functions[rule.endpoint]) == "acts") == bool({"GET"} & (rule.methods or set()))
        or ((rule.methods or set()) <= READING) == (mark(app.view_functions[rule.endpoint]) == "acts")
    ]


def test_every_address_bears_one_mark(app: Flask) -> None:
    assert not unmarked(app)


def test_nothing_acts_when_it_is_read(app: Flask) -> None:
    assert not misused(app)


def test_a_planted_address_without_a_mark_is_found() -> None:
    planted = Flask("planted")
    planted.add_url_rule("/bare", "bare", lambda: "")
    planted.add_url_rule("/marked", "marked", public(lambda: ""))
    assert unmarked(planted) == ["/bare"]


def test_a_planted_address_that_acts_when_read_is_found() -> None:
    planted = Flask("planted")
    planted.add_url_rule("/act", "act", acts(lambda: ""))
    planted.add_url_rule("/post", "post", shows(lambda: ""), methods=["POST"])
    planted.add_url_rule("/good", "good", acts(lambda: ""), methods=["POST"])
    assert misused(planted) == ["/act", "/post"]


def test_two_marks_on_one_view_are_refused() -> None:
    with pytest.raises(ValueError, match="one mark"):
        acts(public(lambda: ""))
