"""A body is read into blocks and written again: nothing is lost, and every string is a body."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.text.likely_blocks import blocks
from workflow.text.blocks import Block, Cell, Example, Formula, Item, Marker, Note, Paragraph, Table, Where
from workflow.text.inline import Footnote, Math, Ref
from workflow.text.notation import read, write


@settings(max_examples=100, deadline=None)
@given(blocks)
def test_blocks_are_written_and_read_again_the_same(made: tuple[Block, ...]) -> None:
    assert read(write(made)) == made


@settings(max_examples=100, deadline=None)
@given(st.text("甲应a1：|!<>^{}\\$_@#)·—【】表图式完注示例差异\n 单位", max_size=80))
def test_every_string_is_a_body_and_its_spelling_settles_at_once(body: str) -> None:
    once = write(read(body))
    assert write(read(once)) == once


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("应符合 {@c5} 的要求。", Paragraph(("应符合 ", Ref("c5"), " 的要求。"))),
        ("——甲；", Item(Marker.DASH, (("甲；",),))),
        ("c) 丙", Item(Marker.LETTER, (("丙",),))),
        ("2）{#i7} 丁", Item(Marker.NUMBER, (("丁",),), "i7")),
        ("注2：见下。", Note((("见下。",),))),
        ("示例：甲", Example((("甲",),))),
        (r"\注：不是注", Paragraph(("注：不是注",))),
        ("含量{!湿基。}为 {$w}", Paragraph(("含量", Footnote(("湿基。",)), "为 ", Math("w")))),
        ("集合 {甲} 与 C:\\D", Paragraph(("集合 {甲} 与 C:\\D",))),
        ("【表 t1】没有完", Paragraph(("【表 t1】没有完",))),
    ],
)
def test_a_line_means_a_block(line: str, block: Block) -> None:
    assert read(line) == (block,)


def test_cells_are_joined_to_the_left_and_upwards() -> None:
    (table,) = read(
        "【表 t1】限值\n单位：mm\n! 项目 | 限值 | < |\n! ^ | 上 | 下 |\n| 甲\\|乙 | 1 | \\< |\n注：表注\n【表完】"
    )
    assert table == Table(
        id="t1",
        title="限值",
        rows=(
            (Cell(("项目",), 1, 2), Cell(("限值",), 2, 1)),
            (Cell(("上",)), Cell(("下",))),
            (Cell(("甲|乙",)), Cell(("1",)), Cell(("<",))),
        ),
        head=2,
        unit="mm",
        notes=(("表注",),),
    )


def test_a_join_that_makes_no_rectangle_is_an_empty_cell() -> None:
    (table,) = read("【表】\n| < | 1 |\n| 2 | ^ |\n| ^ | < |\n【表完】")
    assert isinstance(table, Table)
    assert [[cell.words for cell in row] for row in table.rows] == [[(), ("1",)], [("2",)], [()]]
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [[(1, 1), (1, 2)], [(1, 2)], [(1, 1)]]


def test_a_formula_keeps_its_lines_and_what_its_symbols_mean() -> None:
    body = "【式 e1】\n\\rho = \\frac{m}{V}\n式中：\nm——质量，单位为 kg；\n【式完】"
    assert read(body) == (Formula(r"\rho = \frac{m}{V}", "e1", (Where("m", ("质量，单位为 kg；",)),)),)
    assert write(read(body)) == body
