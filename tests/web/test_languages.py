"""Every page that somebody reaches speaks one language: in English no Chinese but names and quotations, marked as such;
in Chinese no English sentence; in neither the key of a word. What is quoted is what the installation holds: all else is
copy of ours.
"""

import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from tests import stage
from tests.web.crawling import Page, Walk, Words, walk
from web import create_app
from web.citations import cited
from web.tongues import marked
from web.views.meanings import RESTS_ON
from workflow import shipped
from workflow.process.agreement import ROWS as AGREED
from workflow.process.standard import ROWS
from workflow.words import speaking

pytestmark = pytest.mark.timeout(400)  # whole walks of the demonstration

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
KEY = re.compile(r"\b(?:noun|change|term|step|state|ask|gap|rule|check|role|stage|joint|track)\.[a-z_]{3,}")
SENTENCE = re.compile(r"[A-Za-z][a-z'’-]+(?:[ ,;:]+[A-Za-z][a-z'’-]+){2,}")
QUOTED = re.compile(r"《[^》]*》")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
REFERRED = "附录"  # a text's references are stored as links: their words are computed, in the language of the text
ITSELF = "中文"  # the way to the other language bears its own name
SEAL = "同"  # the product's own seal
COMPUTED = re.compile(r"第 \d+ 章")
FEWEST = 120  # pages of one language; fewer would mean that the walk lost its way


# Where names, titles, numbers of documents, reasons and texts stand; everything else is words of ours.
# What a limit is about is put together from words of its clause, and stands as such in no column.
READ_OFF = re.compile(r"/limits\b|_limits?\b")
QUOTATIONS = {
    "addressees": "name, contact",
    "agreement_documents": "title",
    "amendments": "items, reason",
    "announcements": "document_number, issuer",
    "audit_finding_turns": "words",
    "audit_sample_items": "note",
    "audit_samples": "title, seed, seed_words",
    "catalogue_entries": "printed, title_zh, issuer, source",
    "clause_remarks": "words",
    "clause_suggestions": "clause_label, base, words, reason, author, answer",
    "clause_threads": "clause_label, quote",
    "comment_uses": "before, after",
    "comparison_lines": "our_limit, their_limit, notes",
    "comparisons": "theirs_number, theirs_title",
    "comments": "clause_label, quote, opinion, proposal, reason, name, organisation, inside_note, answer",
    "consultations": "written_to, gist",
    "demands": "words",
    "draw_shares": "share",
    "drafters": "unit",
    "duties": "title, account, receipt_number",
    "employments": "unit",
    "entries": "title, fields",
    "entry_figures": "source",
    "entry_turns": "words, view",
    "entry_voices": "conditions, exceptions, reason",
    "experts": "name, unit, title",
    "explanation_parts": "words",
    "files": "name",
    "informed_departments": "notes",
    "letter_copies": "subject, body, answer",
    "letter_templates": "subject, body",
    "limit_judgements": '"limit"',
    "members": "empowered_by",
    "motions": "reason",
    "panel_members": "opinion",
    "panels": "place, agenda",
    "papers": "name, document_number",
    "persons": "name",
    "positions": "reason, notes, lift",
    "regions": "name_zh, short",
    "standstill_answers": "reason",
    "standards": "title_zh, scope, source",
    "statements": "words",
    "text_waivers": "reason",
    "tracks": "plan_number, home_address, home_host, home_enquiries, home_announcement",
    "versions": "meta, summary",
    "windows": "address, host, enquiries, announcement",
    "words": "title, body",
}


@dataclass(frozen=True)
class Held:
    """What the demonstration holds: all its words, and the runs of Chinese that may be quoted in English."""

    words: str
    quoted: frozenset[str]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Held]:
    """The application on the demonstration, and all words that its database holds."""
    folder = tmp_path_factory.mktemp("languages")
    settings = stage.copied(folder)
    return create_app(settings), held(folder / "tongbiao.db")


def held(path: Path) -> Held:
    """Every word of every table; and apart from them the whole runs of Chinese in what people and offices wrote."""
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in tables if not name.startswith("search_grams")]  # an index without contents
        cells = (c for t in tables for row in connection.execute(f'SELECT * FROM "{t}"') for c in row)
        words = "\n".join(plain(c) for c in cells if isinstance(c, str))
        quoted = {REFERRED, ITSELF, SEAL}
        for table, columns in QUOTATIONS.items():
            for row in connection.execute(f'SELECT {columns} FROM "{table}"'):
                quoted |= {run for cell in row if isinstance(cell, str) for run in HAN.findall(plain(cell))}
    return Held(words, frozenset(quoted))


def plain(cell: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)


def test_english_pages_hold_no_chinese_but_names_and_quotations(demonstration: tuple[Flask, Held]) -> None:
    app, held_here = demonstration
    visited, wrong = 0, dict[str, str]()
    english = walk(app, "en", Walk)
    for username in SEATS:
        for address, page in english.pages(username):
            visited += 1
            read_off = bool(READ_OFF.search(address))
            found = (words for words in page.words if is_ours(words, held_here, read_off=read_off))
            wrong |= {words.text: f"{username} {address}" for words in found}
    assert not wrong, "\n".join(f"{place}: {words}" for words, place in wrong.items())
    assert visited > FEWEST


def is_ours(words: Words, held: Held, *, read_off: bool = False) -> bool:
    """Chinese that bears no mark although it could, or that nobody wrote. A part of what is held is a quotation too:
    titles break at their joints, and a clause may be told by its beginning.
    """
    found = HAN.findall(COMPUTED.sub(" ", words.text))
    if words.tongue == "code" or not found:
        return False
    if not (words.loose or words.tongue.startswith("zh")):
        return True
    return not read_off and any(one not in held.quoted and one not in held.words for one in found)


def test_chinese_pages_hold_no_english_sentence(demonstration: tuple[Flask, Held]) -> None:
    app, held_here = demonstration
    quotable = held_here.words
    visited, wrong = 0, dict[str, str]()
    chinese = walk(app, "zh", Walk)
    for username in SEATS:
        for address, page in chinese.pages(username):
            visited += 1
            wrong |= {one: f"{username} {address}" for words in page.words for one in english_of(words, quotable)}
    assert not wrong, "\n".join(f"{place}: {words}" for words, place in wrong.items())
    assert visited > FEWEST


def english_of(words: Words, quotable: str) -> list[str]:
    if words.tongue == "code" or words.tongue.startswith("en"):
        return []
    return [one for one in (*SENTENCE.findall(words.text), *KEY.findall(words.text)) if one not in quotable]


def test_every_note_on_a_source_is_told_in_english() -> None:
    """Of terms, rules, states and shipped agreements: what we say of a source is ours, only its title is quoted."""
    notes = {term["cites"] for term in shipped.default_terms().values()} | set(RESTS_ON.values())
    notes |= {rule.cites for row in (*ROWS.values(), *AGREED.values()) for rule in row.rules}
    for one in json.loads((shipped.DATA / "agreements.json").read_text(encoding="utf-8")):
        own = [term["cites"] for term in one.get("terms", {}).values()]
        notes |= {one["citation"], one["band_source"], *own, *(document["source"] for document in one["documents"])}
    with speaking("en"):
        told = {note: QUOTED.sub("", cited(note)) for note in notes}
    assert len(told) > 40
    assert not {note: words for note, words in told.items() if HAN.search(words)}


def test_a_quotation_is_marked_once_and_nothing_else_is_touched() -> None:
    page = Page()
    page.feed(marked('<p title="京">By 赵示京: <q lang="zh">不妥</q> on 5.2</p><title>京</title><option>前言</option>'))
    told = {(words.text, words.tongue) for words in page.words}
    assert told == {("京", ""), ("By", ""), ("赵示京", "zh"), (":", ""), ("不妥", "zh"), ("on 5.2", ""), ("前言", "zh")}
