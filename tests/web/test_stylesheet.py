"""One stylesheet made of many files: all of them, few bytes, kept by browsers as long as it is the same."""

import gzip
import re

import pytest
from flask import Flask

from web import create_app, stylesheet
from workflow.db import Database
from workflow.settings import Settings

MOST = 17_000  # bytes of all styles, packed, that a first visit loads


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("styles")
    return create_app(Settings(var=str(folder)), Database(f"sqlite:///{folder}/empty.db"))


def test_every_file_is_in_the_stylesheet_once() -> None:
    assert sorted(stylesheet.ORDER) == sorted(path.stem for path in stylesheet.STYLES.glob("*.css"))
    assert len(set(stylesheet.ORDER)) == len(stylesheet.ORDER)


def test_no_rule_is_lost_between_the_files_and_what_is_sent() -> None:
    def bare(words: str) -> str:
        return re.sub(r"\s+", "", re.sub(r"/\*.*?\*/", "", words, flags=re.DOTALL))

    files = "".join((stylesheet.STYLES / f"{name}.css").read_text("utf-8") for name in stylesheet.ORDER)
    sent = stylesheet.sheet().plain.decode()
    assert bare(sent) == bare(files)
    assert sent.count("{") == sent.count("}")


def test_a_first_visit_loads_few_bytes_and_the_next_none(app: Flask) -> None:
    with app.test_client() as client:
        found = client.get(stylesheet.sheet().address, headers={"Accept-Encoding": "gzip"})
        assert found.headers["Content-Encoding"] == "gzip"
        assert "immutable" in found.headers["Cache-Control"]
        assert len(found.data) <= MOST
        assert gzip.decompress(found.data) == client.get(stylesheet.sheet().address).data


def test_an_old_page_gets_the_present_styles_and_does_not_keep_them(app: Flask) -> None:
    with app.test_client() as client:
        found = client.get("/style/0123456789abcdef.css")
        assert found.data == stylesheet.sheet().plain
        assert found.headers["Cache-Control"] == "no-cache"
