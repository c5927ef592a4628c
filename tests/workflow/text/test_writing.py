"""The printed tree reads back as the tree."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.lineage import id_factory
from workflow.text.reading import read
from workflow.text.writing import writing

DRAFT = (Path(__file__).parents[2] / "data" / "a_pasted_draft.txt").read_text("utf-8")

NUMBERS = st.from_regex(r"[1-5](\.[1-4]){0,3}|0\.1|[AB]\.[1-3](\.1)?|１．１|9\.9|12", fullmatch=True)
WORDS = st.sampled_from(
    [
        *(
            "",
            "范围",
            "要求",
            "术语和定义",
            "人员要求",
            "年度计划",
            "m 以内",
            "应设置标识。",
            "甲，乙",
            "包括：",
            "给出了示例",
            "3 个",
        ),
        *("（规范性）", "(资料性附录)甲", "表 1 尺寸", "名称 1", "…… 3", "一" * 60),
    ]
)
HEADS = st.sampled_from(
    ["前言", "引言", "目 次", "参考文献", "索引", "附录A", "附录 B（规范性）", "附 录 C", "附录A甲", "表 2 甲"]
)
LINES = st.one_of(HEADS, WORDS, st.tuples(NUMBERS, st.sampled_from(["", " ", "\u3000", "、"]), WORDS).map("".join))


def tree(source: str) -> tuple[Clause, ...]:
    return read(source, id_factory()).clauses


def test_a_whole_draft_reads_back_as_its_tree() -> None:
    assert tree(writing(tree(DRAFT))) == tree(DRAFT)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_whatever_was_read_is_printed_so_that_it_reads_back(source: str) -> None:
    assert tree(writing(tree(source))) == tree(source)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_no_word_is_lost(source: str) -> None:
    kept = writing(tree(source))
    for word in ("范围", "应设置标识。", "甲，乙", "一" * 60, "m 以内", "示例", "表 1 尺寸", "…… 3"):
        assert kept.count(word) == source.count(word)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf"]) | st.just("\n")))
def test_any_text_at_all_is_read_and_printed_back(source: str) -> None:
    assert tree(writing(tree(source))) == tree(source)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "", "body": "短句"},
        {"title": "", "body": "年度计划应公开。\n第二段"},
        {"title": "年度计划", "body": "正文"},
        {"title": "", "body": ""},
    ],
)
def test_titles_and_bodies_edited_by_hand_keep_their_places(fields: dict[str, str]) -> None:
    chapter, clause = tree("4 要求\n4.1 甲")
    edited = (chapter, replace(clause, **fields))  # type: ignore[arg-type]  # only strings are replaced
    assert tree(writing(edited)) == edited


@pytest.mark.parametrize("kind", [ClauseKind.ANNEX, ClauseKind.NORMATIVE_ANNEX, ClauseKind.INFORMATIVE_ANNEX])
@pytest.mark.parametrize(("title", "body"), [("中型客车", "短句"), ("", "短句"), ("甲", ""), ("", "（规范性）")])
def test_an_annex_keeps_its_status_its_title_and_its_body_apart(kind: ClauseKind, title: str, body: str) -> None:
    annex = (Clause("c1", kind, "A", title, body, 1, None),)
    assert tree(writing(annex)) == annex
