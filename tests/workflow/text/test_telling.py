"""A text as plain words: numbers printed, nothing of the notation left."""

from hypothesis import given, settings

from tests.workflow.text.likely_blocks import blocks
from workflow.text.blocks import Block
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.notation import write
from workflow.text.numbering import renumbered
from workflow.text.telling import told

K = ClauseKind
BODY = """见 {@t1}。{!脚注。}
a) 甲；
b) 乙。
注：一
【表 t1】限值
! 项 | < |
| 1 | 2 |
【表完】
【式 e1】
\\frac{a}{b}
式中：
a——长
【式完】"""


def test_numbers_are_printed_and_marks_are_gone() -> None:
    clauses = renumbered([
        Clause("c1", K.CHAPTER, "", "要求", "", 1, None),
        Clause("c2", K.CLAUSE, "", "", BODY, 1, "c1"),
        Clause("c3", K.NORMATIVE_ANNEX, "", "方法", "见 {@c2}。", 1, None),
    ])  # fmt: skip
    words = told(clauses)
    for line in (
        "1 要求",
        "1.1 见 表 1。1)",
        "a) 甲；",
        "注：一",
        "表 1 限值",
        "1\t2",
        "1) 脚注。",
        "附录 A （规范性） 方法",
        "见 1.1。",
    ):
        assert line in words.splitlines(), line
    assert "【" not in words
    assert "{@" not in words


@settings(max_examples=60, deadline=None)
@given(blocks)
def test_every_text_can_be_told(made: tuple[Block, ...]) -> None:
    assert told([Clause("c1", K.CHAPTER, "1", "甲", write(made), 1, None)])
