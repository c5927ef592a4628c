"""The checker as a whole: every rule lives and is said, nothing breaks it, mending ends, and it is quick."""

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.house.sayings import placeholders
from tests.workflow.text.checks import test_elements, test_frame, test_words
from tests.workflow.text.checks.sample import ABOUT, META, changed, found, text
from workflow.text.checks import CATALOGUE, Finding, check
from workflow.text.clauses import Text
from workflow.words import catalogue

Change = dict[str, Any]
WORDS: list[list[Change]] = [[test_words.body(words)] for _, words in test_words.FAULTS]
FRAMES = [*test_frame.FAULTS, *test_elements.FAULTS]
ALL: list[list[Change]] = [*WORDS, *([*changes] for _, _, changes in FRAMES)]
AMONG_OTHERS = {"L09", "L12", "L26", "L29"}  # their faults bring others with them
SIGNS = st.text(
    st.sampled_from(
        "应须必要需可宜不得，。：；12.3 %mkg—~～×±()（）《》“”{@c1}{!}$\\|【】表图式差异完注示例GB/TDB11a)\n"
    ),
    max_size=60,
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def mended(before: Text, one: Finding) -> Text:
    assert one.fix
    return Text(before.meta, tuple(one.fix(c) if c.id == one.clause else c for c in before.clauses))


def test_every_rule_has_a_faulty_example() -> None:
    tried = (
        {rule for rule, _ in test_words.FAULTS}
        | {one for rule, _, _ in FRAMES for one in rule.split("+")}
        | AMONG_OTHERS
    )
    assert tried == {row.id for row in CATALOGUE}
    assert len(CATALOGUE) >= 60


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_finding_brings_the_facts_that_its_words_ask_for(tongue: str) -> None:
    words = catalogue(tongue)
    for changes in ALL:
        for one in found(*changes):
            asked = {
                name for family in ("check", "cure") for name in placeholders(words[f"{family}.{one.rule.lower()}"])
            }
            assert asked <= one.facts.keys(), one


def test_a_fix_takes_its_finding_away_and_brings_none() -> None:
    fixed = set()
    for changes in ALL:
        before, about = changed(*changes)
        findings = check(before, about)
        for one in (one for one in findings if one.fix):
            after = check(mended(before, one), about)
            assert len(after) < len(findings), one
            assert {o.rule for o in after} <= {o.rule for o in findings}, one
            fixed.add(one.rule)
    assert fixed == {"L22", "L30", "L36", "L45", "L52", "L54", "L55", "L57", "L71"}


@given(SIGNS, SIGNS)
@settings(deadline=None, max_examples=150)
def test_no_words_break_it_and_no_fix_goes_on_for_ever(title: str, body: str) -> None:
    spoilt, about = changed({"set": "c9", "title": title.replace("\n", " "), "body": body})
    rounds = 0
    while found_ := [one for one in check(spoilt, about) if one.fix]:
        spoilt = mended(spoilt, found_[0])
        rounds += 1
        assert rounds <= 2 * (len(title) + len(body)) + 2


@given(
    st.dictionaries(st.sampled_from([*sorted(ABOUT), "glossary", "copies"]), ANYTHING),
    st.dictionaries(st.sampled_from(sorted(META)), ANYTHING),
)
@settings(deadline=None, max_examples=150)
def test_no_facts_break_it(about: Change, meta: Change) -> None:
    check(replace(text(), meta=meta), about)


def test_a_text_of_200_clauses_is_checked_in_about_a_second() -> None:
    whole = text()
    many = [
        replace(one, id=f"{one.id}n{n}", parent="c7") for n in range(48) for one in whole.clauses if one.parent == "c7"
    ]
    many += [
        replace(one, id=f"{one.id}n{n}", parent="c10")
        for n in range(48)
        for one in whole.clauses
        if one.parent == "c10"
    ]
    big = Text(META, (*whole.clauses, *many))
    assert len(big.clauses) > 200
    began = time.perf_counter()
    check(big, ABOUT)
    assert time.perf_counter() - began < 3  # generous: the machine is shared
