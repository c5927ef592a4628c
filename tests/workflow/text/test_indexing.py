"""The index: made from terms, titles and the writer's keywords, by pinyin; its numbers follow; typed ones stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from workflow.exports.office import standard_docx
from workflow.exports.printed import Cover, standard_pdf
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.document import read_document, written
from workflow.text.indexing import indexed, is_made, place_words, sounded
from workflow.text.numbering import numbering, renumbered
from workflow.text.telling import told
from workflow.text.word import read_word
from workflow.text.word.found import LossKind

K = ClauseKind
TABLE = "充电车位应不少于 10%。\n【表 t1】充电车位数量\n! 车位总数 | 数量 |\n| 100 | 10 |\n【表完】"
COVER = Cover(
    ("110000",), "DB11", "北京市地方标准", ("DB11/T 1—2026",), (), "规范", "Code", "43", "T", ("某局",),
    datetime(2026, 5, 1, tzinfo=UTC),
)  # fmt: skip


def text(index: str = "") -> tuple[Clause, ...]:
    return renumbered(
        (
            Clause("c1", K.SCOPE, "", "范围", "本文件规定了充电车位的要求。", 1, None),
            Clause("c2", K.TERMS, "", "术语和定义", "下列术语和定义适用于本文件。", 1, None),
            Clause("c3", K.CLAUSE, "", "充电车位 charging space", "供电动汽车充电的车位。", 2, "c2"),
            Clause("c4", K.CLAUSE, "", "VOCs VOCs", "挥发性有机物。", 2, "c2"),
            Clause("c5", K.CHAPTER, "", "配置", "", 1, None),
            Clause("c6", K.CLAUSE, "", "一般要求", "标志应清晰。", 2, "c5"),
            Clause("c7", K.CLAUSE, "", "数量", TABLE, 2, "c5"),
            Clause("c8", K.NORMATIVE_ANNEX, "", "试验方法", "按标志的规定。", 1, None),
            Clause("c9", K.INFORMATIVE_ANNEX, "", "示例", "标志。", 1, None),
            Clause("c10", K.INDEX, "", "索引", index, 1, None),
        )
    )


def shown(clauses: Sequence[Clause]) -> list[tuple[str, str, list[str]]]:
    numbers = numbering(clauses)
    return [
        (group.letter, one.word, [place_words(numbers, id_) for id_ in one.places])
        for group in indexed(clauses[-1], numbers)
        for one in group.entries
    ]


def test_terms_and_titles_make_an_index_that_nobody_wrote() -> None:
    assert shown(text()) == [
        ("C", "充电车位", ["2.1", "表 1"]),
        ("C", "充电车位数量", ["表 1"]),
        ("P", "配置", ["3"]),
        ("S", "试验方法", ["附录 A"]),
        ("S", "数量", ["3.2", "表 1"]),
        ("V", "VOCs", ["2.2"]),
    ]


def test_the_writers_keywords_take_the_place_of_titles_and_informative_places_are_left_out() -> None:
    assert shown(text("【索引】\n标志、没有的词")) == [
        ("B", "标志", ["3.1", "附录 A"]),
        ("C", "充电车位", ["2.1", "表 1"]),
        ("V", "VOCs", ["2.2"]),
    ]


def test_numbers_follow_a_clause_that_moves() -> None:
    first, second, *rest = text()
    chapter = Clause("c20", K.CHAPTER, "", "总则", "", 1, None)
    moved = renumbered((first, chapter, second, *rest))
    assert ("C", "充电车位", ["3.1", "表 1"]) in shown(moved)


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        ("重量 长度 银行 行驶", "长度 行驶 银行 重量"),
        ("绿色 路灯 律师 炉", "炉 路灯 绿色 律师"),
        ("醛 3D打印 VOCs pH值 苯", "3D打印 苯 pH值 醛 VOCs"),
    ],
)
def test_the_order_is_that_of_pinyin(words: str, ordered: str) -> None:
    assert sorted(words.split(), key=sounded) == ordered.split()


def test_a_typed_index_stays_as_it_was_typed() -> None:
    typed = text("充电车位 …… 2.1\n乙 …… 9")
    assert not is_made(typed[-1])
    assert "乙 …… 9" in told(typed)


@pytest.mark.parametrize("body", ["", "【索引】", "【索引】\n标志、车位", "充电车位 …… 2.1"])
def test_json_and_office_files_bring_back_what_was_written(body: str) -> None:
    clauses = text(body)
    assert read_document(written(Text({}, clauses))).clauses == clauses
    back = read_word(standard_docx(Text({}, clauses), COVER, {}))
    assert [c.body for c in back.clauses if c.kind is K.INDEX] == [body]
    made = [loss.words for loss in back.losses if loss.kind is LossKind.MADE]
    assert bool(made) == is_made(clauses[-1])


def test_it_is_printed_and_told() -> None:
    made = text("【索引】标志")
    assert "标志\t3.1，附录 A" in told(made)
    assert "【索引】" not in told(made)
    first = standard_pdf(Text({}, made), COVER, {}).pdf
    assert first.startswith(b"%PDF")
    assert first != standard_pdf(Text({}, (*made[:-1], replace(made[-1], body="【索引】清晰"))), COVER, {}).pdf
