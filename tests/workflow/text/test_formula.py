"""Formulas: every string is read, trees and their faces come back the same, and nothing typed becomes markup."""

import random
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflow.text.formula import FlawKind, Node, from_omml, latex, mathml, omml, printed, read, spoken
from workflow.text.formula.signs import DELIMITERS, LETTERS, MARKS, OPERATORS, SPELLED
from workflow.text.formula.tree import (
    GRIDS,
    Fraction,
    Letter,
    Marked,
    Name,
    Number,
    Root,
    Row,
    Script,
    Sign,
    Words,
    fenced,
    grid,
    row,
)

SOURCES = {
    r"\rho=\frac{m}{V}\times100\%": "ρ = m/V × 100%",
    r"\sum_{i=1}^{n}x_{i}^{2}": "∑_(i = 1)^nx_i^2",
    r"\sqrt[3]{x+1}": "3√(x + 1)",
    r"c_{\text{样品}}\leq5\,\mathrm{mg}/\mathrm{L}": "c_样品 ≤ 5 mg/L",
    r"\overline{x}=\left(\frac{a}{b}\right]^{2}": "x̅ = (a/b]^2",
    r"\begin{cases}a & x>0 \\ b & x\leq0\end{cases}": "{a, x > 0; b, x ≤ 0",
    r"\lim_{x\to0}\sin x": "lim_(x → 0) sin x",
}
letters = st.sampled_from([*"abxyzABZ", *LETTERS.values()])
leaves = st.one_of(
    letters.map(Letter),
    st.from_regex(r"\A[0-9]{1,3}(\.[0-9]{1,2})?\Z").map(Number),
    st.sampled_from(sorted((OPERATORS & set(SPELLED)) | set("+-=<>()[]|/,;.!"))).filter(lambda s: s != "&").map(Sign),
    st.text("abcxyz", min_size=1, max_size=4).map(Name),
    st.text("样品温度 {}\\$#@a1", min_size=1, max_size=6).map(Words),
)


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    rows = st.lists(inner, max_size=4).map(row)
    maybe = st.none() | rows
    cells = st.lists(st.lists(rows, min_size=2, max_size=2), min_size=1, max_size=3)
    sides = st.sampled_from(["", *sorted(DELIMITERS)])
    return st.one_of(
        rows,
        st.builds(Fraction, rows, rows),
        st.builds(Root, rows, maybe),
        st.builds(Script, rows, rows, maybe),
        st.builds(fenced, sides, rows, sides),
        st.builds(Marked, st.sampled_from([kind for kind in MARKS if kind != "mathbf"]), rows),
        st.builds(Marked, st.just("mathbf"), letters.map(Letter)),
        st.builds(grid, st.sampled_from(sorted(GRIDS)), cells),
    )


trees = st.recursive(leaves, _larger, max_leaves=12).map(lambda node: row([node]))


@pytest.mark.parametrize(("source", "said"), SOURCES.items())
def test_what_standards_use_is_read_spelled_and_heard(source: str, said: str) -> None:
    tree, flaws = read(source)
    assert flaws == ()
    assert latex(tree).replace(r"\le0", r"\leq0").replace(r"\le5", r"\leq5") == source
    assert spoken(tree) == said


@given(trees)
def test_a_tree_comes_back_from_latex(tree: Node) -> None:
    assert read(latex(tree)) == (tree, ())


@given(trees)
def test_a_tree_comes_back_from_a_word_processor(tree: Node) -> None:
    there = ElementTree.fromstring(omml(tree))
    back, flaws = from_omml(there)
    assert flaws == ()
    assert read(latex(back))[0] == back
    again = omml(read(latex(back))[0])
    assert from_omml(ElementTree.fromstring(again))[0] == back


@given(st.text(alphabet="\\{}[]^_&$%#@'ab1.² <>密\x00\u202e", max_size=40) | st.text(max_size=30))
def test_every_string_is_a_formula(source: str) -> None:
    tree, flaws = read(source)
    ElementTree.fromstring(omml(tree))
    assert spoken(tree) is not None
    assert printed(tree)
    assume(not any(flaw.kind is FlawKind.DEEP for flaw in flaws))
    assert read(latex(tree))[0] == tree


def test_commands_in_any_order_are_read_and_read_again() -> None:
    chance = random.Random(7)
    words = [
        r"\left",
        r"\right",
        r"\frac",
        r"\sqrt",
        r"\begin{matrix}",
        r"\end{matrix}",
        "{",
        "}",
        "&",
        r"\\",
        "(",
        "[",
    ]
    words += [r"\text", r"\foo ", r"\end", r"\mathrm", "^", "_", "]", r"\hat", "1", "x", ".", r"\begin{cases}", r"\sum"]
    for _ in range(3000):
        source = "".join(chance.choices(words, k=chance.randint(1, 14)))
        tree, _ = read(source)
        ElementTree.fromstring(mathml(tree))
        assert read(latex(tree))[0] == tree, source


@pytest.mark.parametrize(
    ("source", "kind", "lost"),
    [
        (r"a+\foo{b}", FlawKind.UNKNOWN, r"\foo"),
        (r"\begin{tikz}x", FlawKind.UNKNOWN, r"\begin{tikz}"),
        (r"\frac{a", FlawKind.UNCLOSED, "}"),
        ("a}", FlawKind.STRAY, "}"),
        ("x^", FlawKind.EMPTY, ""),
    ],
)
def test_what_is_not_understood_is_shown_and_reported(source: str, kind: FlawKind, lost: str) -> None:
    tree, flaws = read(source)
    assert [(flaw.kind, flaw.source) for flaw in flaws][:1] == [(kind, lost)]
    assert lost.strip("}") in spoken(tree) or kind is FlawKind.UNCLOSED


@pytest.mark.parametrize("sign", ["{", r"\sqrt", r"\left(", r"x^{", r"\begin{matrix}", r"\hat"])
def test_depth_without_end_is_kept_as_words(sign: str) -> None:
    tree, flaws = read(sign * 5000 + "x")
    assert FlawKind.DEEP in {flaw.kind for flaw in flaws}
    assert "x" in spoken(tree)
    assert from_omml(ElementTree.fromstring(omml(tree)))[0]


def test_scripts_on_scripts_stand_beside_each_other() -> None:
    tree, _ = read("x^" * 5000)
    assert latex(tree).startswith("x^{x}{}^{x}")
    assert read(latex(tree))[0] == tree


def test_what_is_typed_is_never_an_element() -> None:
    tree, _ = read(r"\text{<script>alert(1)</script>} < > & \" \foo")
    root = ElementTree.fromstring(mathml(tree))
    assert "script" not in {element.tag for element in root.iter()}
    assert "<script>alert(1)</script>" in "".join(root.itertext())


def test_a_formula_of_a_word_processor_is_read() -> None:
    told = (
        '<m:oMathPara xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath>'
        "<m:r><m:t>E=mc</m:t></m:r><m:sSup><m:e><m:r><m:t>10.5k</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
        "</m:sSup><m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d>"
        "<m:func><m:fName><m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>sin</m:t></m:r></m:fName><m:e>"
        "<m:r><m:t>α</m:t></m:r></m:e></m:func><m:strange><m:t>?!</m:t></m:strange></m:oMath></m:oMathPara>"
    )
    tree, flaws = from_omml(ElementTree.fromstring(told))
    assert latex(tree) == r"E=mc{10.5k}^{2}\left(x\right)\sin\alpha\text{?!}"
    assert [flaw.source for flaw in flaws] == ["strange"]


def test_a_row_has_one_form() -> None:
    assert row([Row((Number("1"), Number("2"))), Row()]) == Number("12")
