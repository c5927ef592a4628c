"""Numbers are computed from the tree, as GB/T 1.1 counts clauses, tables, figures, formulas, notes and list items."""

import pytest

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.numbering import lettered, numbering, renumbered
from workflow.text.references import pointed_at

K = ClauseKind
TREE = [
    ("c1", K.FOREWORD, None, ""),
    ("c2", K.INTRODUCTION, None, ""),
    ("c3", K.CLAUSE, "c2", ""),
    ("c4", K.SCOPE, None, "按 {@c9} 与 {@t2}。{!一。}{!二。}"),
    ("c5", K.CHAPTER, None, ""),
    ("c6", K.CLAUSE, "c5", "【表 t1】甲\n| {!表注。}1 |\n【表完】\n【式 e1】\na\n【式完】\n【式】\nb\n【式完】"),
    ("c7", K.CLAUSE, "c5", "a) 甲{!三。}\n1) 子\n2) 子\nb) {#i1} 乙\n1) 子\n段\na) 新\n注：一\n注：二\n示例：独"),
    ("c8", K.CLAUSE, "c7", "见 {@i1}、{@c99}"),
    ("c9", K.NORMATIVE_ANNEX, None, "【表 t2】乙\n| 1 |\n【表完】\n【式 e2】\na\n【式完】"),
    ("c10", K.CLAUSE, "c9", ""),
    ("c11", K.INFORMATIVE_ANNEX, None, "【图 f1】丙\n【图完】"),
    ("c12", K.BIBLIOGRAPHY, None, ""),
]
CLAUSES = renumbered(Clause(id_, kind, "77", "", body, 9, parent) for id_, kind, parent, body in TREE)


def test_clauses_are_numbered_by_their_places() -> None:
    assert [c.number for c in CLAUSES] == ["", "", "0.1", "1", "2", "2.1", "2.2", "2.2.1", "A", "A.1", "B", ""]
    assert [c.level for c in CLAUSES] == [1, 1, 2, 1, 1, 2, 2, 3, 1, 2, 1, 1]


@pytest.mark.parametrize(
    ("place", "number"),
    [
        (("c6", (0,)), "1"), (("c6", (1,)), "1"), (("c9", (0,)), "A.1"), (("c9", (1,)), "A.1"), (("c11", (0,)), "B.1"),
        (("c7", (0,)), "a)"), (("c7", (1,)), "1)"), (("c7", (2,)), "2)"), (("c7", (3,)), "b)"), (("c7", (4,)), "1)"),
        (("c7", (6,)), "a)"), (("c7", (7,)), "1"), (("c7", (8,)), "2"), (("c7", (9,)), ""),
    ],
)  # fmt: skip
def test_blocks_are_counted(place: tuple[str, tuple[int, ...]], number: str) -> None:
    assert numbering(CLAUSES).blocks[place] == number


def test_a_formula_without_an_id_bears_no_number() -> None:
    assert ("c6", (2,)) not in numbering(CLAUSES).blocks


@pytest.mark.parametrize(
    ("to", "within", "printed"),
    [
        ("c4", "", "第 1 章"), ("c7", "", "2.2"), ("c9", "", "附录 A"), ("t1", "", "表 1"), ("t2", "", "表 A.1"),
        ("e2", "", "式（A.1）"), ("f1", "", "图 B.1"), ("i1", "c7", "b)"), ("i1", "c8", "2.2 b)"), ("c99", "", ""),
    ],
)  # fmt: skip
def test_a_reference_prints_the_number_of_today(to: str, within: str, printed: str) -> None:
    assert numbering(CLAUSES).printed(to, within) == printed


def test_footnotes_of_the_text_run_through_it_and_those_of_a_table_do_not_count() -> None:
    found = numbering(CLAUSES).footnotes
    assert (found["c4"], found["c5"], found["c7"], found["c8"]) == (0, 2, 2, 3)


def test_who_refers_to_whom() -> None:
    assert pointed_at(CLAUSES[3].body) == {"c9", "t2"}


def test_letters_go_on_after_z() -> None:
    assert [lettered(n) for n in (1, 26, 27)] == ["a", "z", "aa"]
