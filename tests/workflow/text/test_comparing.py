"""What changed inside a clause is told block by block; whatever was or is can be read off it again."""

import pytest
from hypothesis import given, settings

from tests.workflow.text.likely_blocks import blocks
from workflow.text.blocks import Block
from workflow.text.comparing import BlockChange, block_changes
from workflow.text.notation import write
from workflow.text.redline import Op

TABLE = "【表 t1】{title}\n! 项 | 值 |\n{rows}\n【表完】"


@settings(max_examples=60, deadline=None)
@given(blocks, blocks)
def test_both_texts_can_be_read_off_the_changes(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    changes = block_changes(write(old), write(new))
    assert tuple(change.block for change in changes if change.op is not Op.CUT) == new
    was = tuple(change.block if change.op is Op.CUT else change.was for change in changes if change.op is not Op.ADD)
    assert was == old


def changed_cells(change: BlockChange) -> list[str]:
    return [
        "".join(f"{op.value[0]}{words} " for op, words in cell.words if op is not Op.KEEP)
        for row in change.rows
        for cell in row.cells
        if any(op is not Op.KEEP for op, _ in cell.words)
    ]


def table(*rows: str, title: str = "限值") -> str:
    return TABLE.format(title=title, rows="\n".join(f"| {row} |" for row in rows))


def test_one_cell_that_changed_is_the_only_one_marked() -> None:
    (change,) = block_changes(table("甲 | 12", "乙 | 8"), table("甲 | 12", "乙 | 9"))
    assert changed_cells(change) == ["c8 a9 "]


def test_a_row_put_in_between_is_a_new_row() -> None:
    (change,) = block_changes(table("甲 | 12", "乙 | 8"), table("甲 | 12", "丙 | 3", "乙 | 8"))
    assert [row.op for row in change.rows] == [Op.KEEP, Op.KEEP, Op.ADD, Op.KEEP]


def test_the_title_of_a_table_is_compared() -> None:
    (change,) = block_changes(table("甲 | 12"), table("甲 | 12", title="限量"))
    assert change.lines[0] == ((Op.KEEP, "限"), (Op.CUT, "值"), (Op.ADD, "量"))


@pytest.mark.parametrize(
    ("old", "new", "ops"),
    [
        ("甲应检查。", "甲应每月检查。", [Op.KEEP]),
        ("甲应检查。\n乙。", "乙。", [Op.CUT, Op.KEEP]),
        ("甲应检查设备。", "浓度限值为五。", [Op.CUT, Op.ADD]),
        ("a) 一\nb) 二", "a) 一\na) 三二\nb) 四", [Op.KEEP, Op.KEEP, Op.ADD]),
    ],
)
def test_lines_alike_are_one_line_and_others_are_two(old: str, new: str, ops: list[Op]) -> None:
    assert [change.op for change in block_changes(old, new)] == ops
