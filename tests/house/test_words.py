"""Everything that is said is said in both languages: keys of the table, and page copy, which is its own key."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.house.sayings import (
    HAN,
    KEY,
    all_rules,
    asks,
    expected,
    facts_of_gaps,
    facts_of_rules,
    placeholders,
    said,
    said_in_page,
    said_in_python,
    terms_used,
    written,
)
from workflow import shipped
from workflow.process.standard import ROWS
from workflow.words import CATALOGUES, LANGUAGES, catalogue

HALF_WIDTH = re.compile(r"[,;?!()]|(?<!\d):|:(?!\d)")


def table(tongue: str, name: str = "table") -> dict[str, str]:
    """The words of the table's own catalogue, or of another."""
    with (CATALOGUES / tongue / f"{name}.po").open("rb") as stream:
        return {str(entry.id): str(entry.string) for entry in read_po(stream) if entry.id}


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_nothing_that_the_code_says_by_key_is_without_words(tongue: str) -> None:
    assert not sorted(expected() - catalogue(tongue).keys())


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_table_has_no_words_that_nobody_says(tongue: str) -> None:
    hints = {f"ask_hint.{name}" for name in asks()}
    assert not sorted(table(tongue).keys() - expected() - hints)


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_checker_has_no_words_that_nobody_says(tongue: str) -> None:
    assert not sorted(table(tongue, "checks").keys() - expected())


def test_every_key_has_words_in_both_languages_with_the_same_facts() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    keys = {key for key in zh.keys() | en.keys() if KEY.fullmatch(key)}
    assert not sorted(keys - zh.keys() | keys - en.keys())
    assert not sorted(key for key in keys if placeholders(zh[key]) != placeholders(en[key]))


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_nothing_is_said_in_two_ways(tongue: str) -> None:
    """The files of a language are one catalogue: what stands twice in it would be told by one of the two alone."""
    told = Counter(
        str(entry.id)
        for path in (CATALOGUES / tongue).glob("*.po")
        for entry in read_po(path.read_text(encoding="utf-8").splitlines())
        if entry.id
    )
    assert not [key for key, n in told.items() if n > 1]


def test_chinese_words_stand_under_keys_alone() -> None:
    assert not sorted(key for key in catalogue("zh") if not KEY.fullmatch(key))


def test_an_english_sentence_holds_no_chinese() -> None:
    assert not sorted(key for key, sentence in catalogue("en").items() if HAN.search(sentence))


def test_a_chinese_sentence_has_full_width_punctuation() -> None:
    bare = {key: re.sub(r"\{\w+\}", "字", sentence) for key, sentence in table("zh").items()}
    assert not sorted(key for key, sentence in bare.items() if HALF_WIDTH.search(sentence))


def test_every_literal_that_is_said_has_words() -> None:
    keys = {text: place for (text, _), place in said().items() if KEY.fullmatch(text)}
    assert not {text: place for text, place in keys.items() if text not in catalogue("zh")}


def test_all_page_copy_is_in_english_too() -> None:
    copy = {text: place for (text, _), place in said().items() if HAN.search(text)}
    assert not {text: place for text, place in copy.items() if text not in catalogue("en")}


def test_no_page_copy_is_left_over() -> None:
    assert not sorted(key for key in catalogue("en") if not KEY.fullmatch(key) and key not in written())


def test_page_copy_keeps_its_facts_in_english() -> None:
    copy = {key: sentence for key, sentence in catalogue("en").items() if not KEY.fullmatch(key)}
    assert not sorted(key for key, sentence in copy.items() if placeholders(key) != placeholders(sentence))


def test_whoever_says_a_sentence_brings_its_facts() -> None:
    lacking = {
        text: place
        for (text, names), place in said().items()
        if names is not None and not placeholders(catalogue("zh").get(text, text)) <= names
    }
    assert not lacking


def test_a_refusal_asks_for_no_fact_that_its_rule_does_not_give() -> None:
    given = facts_of_rules()
    assert given.keys() == all_rules().keys()
    assert not {n: facts for n, facts in given.items() if not placeholders(catalogue("zh")[f"rule.{n}"]) <= facts}


def test_a_gap_asks_for_no_fact_that_is_not_told() -> None:
    told = facts_of_gaps()
    assert len(told) > 20
    assert not {key: facts for key, facts in told.items() if not placeholders(catalogue("zh")[key]) <= facts}


def test_every_term_that_is_looked_up_has_a_default_with_its_citation() -> None:
    terms = shipped.default_terms()
    assert "review.notice_days_letter" in terms_used()
    assert not sorted(terms_used() - terms.keys())
    assert not sorted(key for key, term in terms.items() if not term["cites"] or not term["mark"])


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_no_two_acts_and_no_two_fields_of_a_form_look_alike(tongue: str) -> None:
    words = catalogue(tongue)
    acts = Counter(words[f"step.{name}"] for name in ROWS)
    fields = Counter((row.name, words[f"ask.{ask.name}"]) for row in ROWS.values() for ask in row.asks)
    assert not [alike for alike, n in [*acts.items(), *fields.items()] if n > 1]


def test_what_is_said_is_found_in_code_and_in_pages(tmp_path: Path) -> None:
    code, page = tmp_path / "said.py", tmp_path / "said.html"
    code.write_text('say("甲" "乙", n=1)\nwords.say("丙" if x else "丁", **facts)\nsay(f"ask.{x}")\n', encoding="utf-8")
    page.write_text("{% macro m(x) %}{{ say('戊 {n}', n=x) if x else say(\"己\") }}{% endmacro %}", encoding="utf-8")
    assert set(said_in_python(code)) == {("甲乙", frozenset({"n"})), ("丙", None), ("丁", None)}
    assert set(said_in_page(page)) == {("戊 {n}", frozenset({"n"})), ("己", frozenset())}
