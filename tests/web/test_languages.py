"""Every page that somebody reaches speaks one language: in English no Chinese but names and quotations, marked as such;
in Chinese no English sentence. What is quoted is what the installation holds: everything else is copy of ours."""

import re
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from tests import stage
from tests.web.crawling import Page, Words, walk
from web import create_app
from web.citations import cited
from web.tongues import marked
from workflow import shipped
from workflow.words import speaking

SEATS = (
    "",  # a stranger
    "zhaoshijing",
    "qianshijing",
    "zhoushijing",
    "sunshihu",
    "zhengshijin",
    "weishiji",
    "chushiyu",
    "shenshijing",
    "xushixiang",
    "hanshijing",
    "youshishen",
    "zhushiyun",
)
HAN = re.compile(r"[\u3400-\u9fff]+")
SENTENCE = re.compile(r"[A-Za-z][a-z'’-]+(?:[ ,;:]+[A-Za-z][a-z'’-]+){2,}")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
REFERRED = "附录"  # a text's references are stored as links: their words are computed, in the language of the text
ITSELF = "中文"  # the way to the other language bears its own name
FEWEST = 120  # pages of one language; fewer would mean that the walk lost its way


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, str]:
    """The application on the demonstration, and all words that its database holds."""
    folder = tmp_path_factory.mktemp("languages")
    settings = stage.copied(folder)
    return create_app(settings), held(folder / "tongbiao.db")


def held(path: Path) -> str:
    """Every word of every table, and of the files that came with the system."""
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        cells = (c for t in tables for row in connection.execute(f'SELECT * FROM "{t}"') for c in row)
        words = [ESCAPED.sub(lambda found: chr(int(found[1], 16)), c) for c in cells if isinstance(c, str)]
        return "\n".join([*words, REFERRED])


def test_english_pages_hold_no_chinese_but_names_and_quotations(demonstration: tuple[Flask, str]) -> None:
    app, quotable = demonstration
    visited, wrong = 0, dict[str, str]()
    english = walk(app, "en")
    for username in SEATS:
        for address, page in english.pages(username):
            visited += 1
            wrong |= {words.text: f"{username} {address}" for words in page.words if is_unmarked(words, quotable)}
    assert not wrong
    assert visited > FEWEST


def is_unmarked(words: Words, quotable: str) -> bool:
    """Chinese that bears no mark although it could, or that nobody wrote into this installation."""
    found = [one for one in HAN.findall(words.text) if one != ITSELF]
    if words.tongue == "code" or not found:
        return False
    return not (words.loose or words.tongue.startswith("zh")) or any(one not in quotable for one in found)


def test_chinese_pages_hold_no_english_sentence(demonstration: tuple[Flask, str]) -> None:
    app, quotable = demonstration
    visited, wrong = 0, dict[str, str]()
    chinese = walk(app, "zh")
    for username in SEATS:
        for address, page in chinese.pages(username):
            visited += 1
            wrong |= {one: f"{username} {address}" for words in page.words for one in english_of(words, quotable)}
    assert not wrong
    assert visited > FEWEST


def english_of(words: Words, quotable: str) -> list[str]:
    if words.tongue == "code" or words.tongue.startswith("en"):
        return []
    return [one for one in SENTENCE.findall(words.text) if one not in quotable]


def test_every_citation_of_the_default_terms_is_told_in_english() -> None:
    with speaking("en"):
        told = {term["cites"]: cited(term["cites"]) for term in shipped.default_terms().values()}
    assert len(told) > 10
    assert not {citation: words for citation, words in told.items() if HAN.search(words)}


def test_a_quotation_is_marked_once_and_nothing_else_is_touched() -> None:
    page = Page()
    page.feed(marked('<p title="京">By 赵示京: <q lang="zh">不妥</q> on 5.2</p><title>京</title><option>前言</option>'))
    told = {(words.text, words.tongue) for words in page.words}
    assert told == {("京", ""), ("By", ""), ("赵示京", "zh"), (":", ""), ("不妥", "zh"), ("on 5.2", ""), ("前言", "zh")}
