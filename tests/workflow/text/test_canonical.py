"""Canonical bytes and the check at the input boundary."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.canonical import Flaw, NotCanonical, Unacceptable, acceptable, canonical, canonical_hash

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"))
SCALARS = WORDS | st.booleans() | st.none() | st.integers(-(2**53) + 1, 2**53 - 1)
KEYS = st.text("abcxyz019_", min_size=1, max_size=8)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)


def test_keys_are_sorted_and_nothing_is_escaped_or_spaced() -> None:
    assert canonical({"b": [1, True, None], "a": "同标—𠮷"}) == '{"a":"同标—𠮷","b":[1,true,null]}'.encode()


@pytest.mark.parametrize(
    ("value", "flaw", "where"),
    [
        ({"a": [1, 2.0]}, Flaw.FLOAT, ".a[1]"),
        ({"a": float("nan")}, Flaw.FLOAT, ".a"),
        (2**53, Flaw.TOO_LARGE, ""),
        (-(2**53), Flaw.TOO_LARGE, ""),
        ({"键": 1}, Flaw.KEY, ".'键'"),
        ({"A": 1}, Flaw.KEY, ".'A'"),
        ({1: 1}, Flaw.KEY, ".1"),
        ({"a" * 33: 1}, Flaw.KEY, f".'{'a' * 33}'"),
        ({"a": "\ud800"}, Flaw.SURROGATE, ".a"),
        ({"a": "x\ty"}, Flaw.CONTROL, ".a"),
        ({"a": "x\0"}, Flaw.CONTROL, ".a"),
        ({"a": {"b": b"bytes"}}, Flaw.TYPE, ".a.b"),
        ({"a": {1, 2}}, Flaw.TYPE, ".a"),
    ],
)
def test_what_has_no_single_spelling_is_refused_with_its_place(value: object, flaw: Flaw, where: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical(value)
    assert (refused.value.flaw, refused.value.where) == (flaw, where)


def test_a_bottomless_value_is_refused_before_the_stack_ends() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(NotCanonical) as refused:
        canonical(value)
    assert refused.value.flaw is Flaw.TOO_DEEP


def test_the_largest_integers_and_an_enum_by_value_are_taken() -> None:
    assert canonical([2**53 - 1, -(2**53) + 1, Flaw.KEY]) == b'[9007199254740991,-9007199254740991,"key"]'


@given(VALUES)
def test_canonical_bytes_come_back_as_the_value_and_again_as_the_bytes(value: object) -> None:
    spelled = canonical(value)
    assert json.loads(spelled) == value
    assert canonical(json.loads(spelled)) == spelled


@given(st.dictionaries(KEYS, SCALARS))
def test_the_order_of_entry_does_not_matter(value: dict[str, object]) -> None:
    assert canonical_hash(dict(reversed(value.items()))) == canonical_hash(value)


@pytest.mark.parametrize(
    ("text", "flaw", "position", "line"),
    [
        ("一\n二\0", Flaw.CONTROL, 3, 2),
        ("a\x1b[31m", Flaw.CONTROL, 1, 1),
        ("a\x85", Flaw.CONTROL, 1, 1),
        ("乱\udfff", Flaw.SURROGATE, 1, 1),
        ("abc\u202ecba", Flaw.BIDI_OVERRIDE, 3, 1),
        ("\u2066x", Flaw.BIDI_OVERRIDE, 0, 1),
        ("x\uffff", Flaw.UNASSIGNED, 1, 1),
        ("x\U0002ffff", Flaw.UNASSIGNED, 1, 1),
    ],
)
def test_a_text_with_a_hidden_character_may_not_enter(text: str, flaw: Flaw, position: int, line: int) -> None:
    with pytest.raises(Unacceptable) as refused:
        acceptable(text)
    assert (refused.value.flaw, refused.value.position, refused.value.line) == (flaw, position, line)


def test_line_ends_and_tabs_are_transport_and_glyphs_are_content() -> None:
    assert acceptable("一\r\n二\r三\t四") == "一\n二\n三 四"
    assert acceptable("\ufa10\uf900 e\u0301 \ue000") == "\ufa10\uf900 e\u0301 \ue000"


def test_a_rare_surname_newer_than_this_python_may_enter() -> None:
    newest = chr(0x3347F)  # free in the third plane, which is kept for Han
    assert unicodedata.category(newest) == "Cn"
    assert acceptable(newest) == newest


@given(st.text())
def test_whatever_enters_has_canonical_bytes(text: str) -> None:
    try:
        entered = acceptable(text)
    except Unacceptable:
        return
    assert canonical(entered)
    assert acceptable(entered) == entered
