"""Clauses are moved about: the tree stays a tree, ids stay, numbers follow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.text.arranging import DEEPEST, Move, arranged, moves, with_element
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.document import read_document, written
from workflow.text.lineage import id_factory
from workflow.text.numbering import renumbered

K = ClauseKind
TREE = renumbered([
    Clause("c1", K.FOREWORD, "", "前言", "", 1, None), Clause("c2", K.SCOPE, "", "范围", "", 1, None),
    Clause("c3", K.CHAPTER, "", "甲", "", 1, None), Clause("c4", K.CLAUSE, "", "", "一", 1, "c3"),
    Clause("c5", K.CLAUSE, "", "", "二", 1, "c3"), Clause("c6", K.CLAUSE, "", "", "子", 1, "c5"),
    Clause("c7", K.CHAPTER, "", "乙", "", 1, None), Clause("c8", K.NORMATIVE_ANNEX, "", "丙", "", 1, None),
])  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "move", "order"),
    [
        ("c4", Move.DOWN, "c1 c2=1 c3=2 c5=2.1 c6=2.1.1 c4=2.2 c7=3 c8=A"),
        ("c5", Move.UP, "c1 c2=1 c3=2 c5=2.1 c6=2.1.1 c4=2.2 c7=3 c8=A"),
        ("c5", Move.RAISE, "c1 c2=1 c3=2 c4=2.1 c5=3 c6=3.1 c7=4 c8=A"),
        ("c6", Move.RAISE, "c1 c2=1 c3=2 c4=2.1 c5=2.2 c6=2.3 c7=3 c8=A"),
        ("c7", Move.LOWER, "c1 c2=1 c3=2 c4=2.1 c5=2.2 c6=2.2.1 c7=2.3 c8=A"),
        ("c3", Move.CUT, "c1 c2=1 c7=2 c8=A"),
        ("c4", Move.ADD_AFTER, "c1 c2=1 c3=2 c4=2.1 c9=2.2 c5=2.3 c6=2.3.1 c7=3 c8=A"),
        ("c8", Move.ADD_BELOW, "c1 c2=1 c3=2 c4=2.1 c5=2.2 c6=2.2.1 c7=3 c8=A c9=A.1"),
        ("c8", Move.ADD_AFTER, "c1 c2=1 c3=2 c4=2.1 c5=2.2 c6=2.2.1 c7=3 c8=A c9=B"),
    ],
)
def test_a_move(id_: str, move: Move, order: str) -> None:
    after = arranged(TREE, id_, move, id_factory(c.id for c in TREE))
    assert " ".join(f"{c.id}={c.number}".rstrip("=") for c in after) == order


@pytest.mark.parametrize(
    ("id_", "move"),
    [
        ("c1", Move.UP), ("c2", Move.ADD_BELOW), ("c1", Move.ADD_BELOW), ("c3", Move.RAISE), ("c8", Move.LOWER),
        ("x", Move.CUT),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_not_offered(id_: str, move: Move) -> None:
    assert move not in moves(TREE, id_)
    with pytest.raises(ValueError, match="cannot be done"):
        arranged(TREE, id_, move, lambda: "c9")


def test_an_element_comes_to_its_place() -> None:
    after = with_element(TREE, K.TERMS, "术语和定义", lambda: "c9")
    assert [c.id for c in after if c.parent is None] == ["c1", "c2", "c9", "c3", "c7", "c8"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(Move)), max_size=25))
def test_whatever_is_done_the_tree_stays_a_text(steps: list[tuple[int, Move]]) -> None:
    clauses = TREE
    for place, move in steps:
        if clauses and move in moves(clauses, (chosen := clauses[place % len(clauses)]).id):
            clauses = arranged(clauses, chosen.id, move, id_factory(c.id for c in clauses))
    text = Text({}, clauses)
    assert max((c.level for c in clauses), default=0) <= DEEPEST
    assert read_document(written(text)) == text
