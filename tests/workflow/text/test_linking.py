"""A typed reference becomes a link where it surely means a place of this text."""

import pytest

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.linking import linked
from workflow.text.numbering import renumbered

K = ClauseKind
TABLE = "【表 t1】甲\n| 1 |\n【表完】\n【式 e1】\na\n【式完】"


def body_of(words: str) -> str:
    tree = [
        Clause("c1", K.SCOPE, "", "范围", words, 1, None),
        Clause("c2", K.CHAPTER, "", "要求", TABLE, 1, None),
        Clause("c3", K.CLAUSE, "", "", "", 1, "c2"),
        Clause("c4", K.CLAUSE, "", "", "", 1, "c2"),
        Clause("c5", K.NORMATIVE_ANNEX, "", "方法", "", 1, None),
        Clause("c6", K.CLAUSE, "", "", "", 1, "c5"),
    ]
    return linked(renumbered(tree))[0].body


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("应符合 2.1 的规定。", "应符合 {@c3} 的规定。"),
        ("应符合2.1和2.2的要求", "应符合{@c3}和{@c4}的要求"),
        ("按附录A进行，见第2章。", "按{@c5}进行，见{@c2}。"),
        ("见 A.1。", "见 {@c6}。"),
        ("见表 1 和式（1）。", "见{@t1} 和{@e1}。"),
        ("a) 见 2.2；", "a) 见 {@c4}；"),
    ],
)
def test_what_means_this_text_is_linked(typed: str, body: str) -> None:
    assert body_of(typed) == body


@pytest.mark.parametrize(
    "typed",
    [
        "应符合 GB/T 5009.3—2016 中 2.1 的规定。", "按《办法》第 2 章执行。", "不大于 2.1 mm。", "与 2.1 % 相比。",
        "应符合 9.9 的规定。", "见表 2。", "见第 7 章。", "见附录 B。", "宽 2.1、高 2.2 米", "版本 2.1 发布",
    ],
)  # fmt: skip
def test_what_means_something_else_stays_as_typed(typed: str) -> None:
    assert body_of(typed) == typed


def test_a_link_follows_its_target() -> None:
    clauses = list(linked(renumbered([
        Clause("c1", K.CHAPTER, "", "甲", "见 2.1。", 1, None),
        Clause("c2", K.CHAPTER, "", "乙", "", 1, None),
        Clause("c3", K.CLAUSE, "", "", "", 1, "c2"),
    ])))  # fmt: skip
    assert clauses[0].body == "见 {@c3}。"
    assert renumbered([clauses[1], clauses[2], clauses[0]])[1].number == "1.1"
