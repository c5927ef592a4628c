"""What changed between two versions."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.lineage import id_factory
from workflow.text.reading import read
from workflow.text.redline import ChangeKind, ClauseChange, Op, meta_changes, redline, spans, summary

DRAFT = (Path(__file__).parents[2] / "data" / "a_pasted_draft.txt").read_text("utf-8")
OLD = Text({"title_zh": "停车场", "participants": ["110000"]}, read(DRAFT, id_factory()).clauses)


def edited(**bodies: str) -> Text:
    """The draft with the bodies of some clauses replaced, by id."""
    return Text(OLD.meta, tuple(replace(clause, body=bodies.get(clause.id, clause.body)) for clause in OLD.clauses))


def without(*ids: str) -> tuple[Clause, ...]:
    return tuple(clause for clause in OLD.clauses if clause.id not in ids)


def told(changes: list[ClauseChange]) -> dict[str, ChangeKind]:
    return {change.id: change.kind for change in changes if change.kind is not ChangeKind.SAME}


def id_of(number: str) -> str:
    return next(clause.id for clause in OLD.clauses if clause.number == number)


def test_a_text_against_itself_is_untouched() -> None:
    changes = redline(OLD, OLD)
    assert told(changes) == {}
    assert summary(changes).untouched
    assert [change.id for change in changes] == [clause.id for clause in OLD.clauses]


def test_each_kind_of_change_is_told() -> None:
    last, renumbered, cut = id_of("A.2"), id_of("5.3"), id_of("4.1.1")
    new = [replace(clause, number="5.2") if clause.id == renumbered else clause for clause in without(cut)]
    new = [replace(clause, body="每季检查一次。") if clause.number == "A.1" else clause for clause in new]
    new.append(Clause("c99", ClauseKind.BIBLIOGRAPHY, "", "参考文献", "新", 1, None))
    new.insert(1, new.pop(next(at for at, clause in enumerate(new) if clause.title == "前言")))
    changes = redline(OLD, Text(OLD.meta, tuple(new)))
    kinds = told(changes)
    assert kinds[cut] is ChangeKind.REMOVED
    assert kinds[renumbered] is ChangeKind.RENUMBERED
    assert kinds[id_of("A.1")] is ChangeKind.CHANGED
    assert kinds["c99"] is ChangeKind.ADDED
    assert last not in kinds
    assert ChangeKind.MOVED in kinds.values()
    assert summary(changes).counts[ChangeKind.REMOVED] == 1


def test_a_removed_clause_is_told_where_it_stood() -> None:
    order = [change.id for change in redline(OLD, Text(OLD.meta, without(id_of("4.1.1"))))]
    assert order == [clause.id for clause in OLD.clauses]


def test_a_clause_both_moved_and_reworded_is_changed_and_says_that_it_moved() -> None:
    clauses = [*without(id_of("5.3")), replace(OLD.by_id[id_of("5.3")], body="新。")]
    change = next(c for c in redline(OLD, Text(OLD.meta, tuple(clauses))) if c.id == id_of("5.3"))
    assert (change.kind, change.moved) == (ChangeKind.CHANGED, True)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "厚度不应小于 2 mm。",
            "厚度不应小于 3 mm。",
            [(Op.KEEP, "厚度不应小于 "), (Op.CUT, "2 mm"), (Op.ADD, "3 mm"), (Op.KEEP, "。")],
        ),
        ("标识不应反光", "标识应反光", [(Op.KEEP, "标识"), (Op.CUT, "不应"), (Op.ADD, "应"), (Op.KEEP, "反光")]),
        ("a parking lot", "a parking place", [(Op.KEEP, "a parking "), (Op.CUT, "lot"), (Op.ADD, "place")]),
        ("30日内备案", "60日内备案", [(Op.CUT, "30日"), (Op.ADD, "60日"), (Op.KEEP, "内备案")]),
        ("", "新", [(Op.ADD, "新")]),
        ("旧", "", [(Op.CUT, "旧")]),
        ("", "", []),
        ("每月检查一次", "由业主自行承担费用", [(Op.CUT, "每月检查一次"), (Op.ADD, "由业主自行承担费用")]),
    ],
)
def test_numbers_with_units_words_and_modal_verbs_change_whole(old: str, new: str, expected: list[object]) -> None:
    assert list(spans(old, new)) == expected


SENTENCES = st.text("应不宜可标识高度。，；\n 12.5mmkgabc", max_size=60)


@given(SENTENCES, SENTENCES)
def test_kept_and_cut_make_the_old_kept_and_added_the_new(old: str, new: str) -> None:
    parts = spans(old, new)
    assert "".join(words for op, words in parts if op is not Op.ADD) == old
    assert "".join(words for op, words in parts if op is not Op.CUT) == new
    assert all(words for _, words in parts)


@given(st.permutations(OLD.clauses[:12]), st.integers(0, 12))
def test_the_new_text_and_the_old_are_both_in_the_redline(order: list[Clause], cut: int) -> None:
    flat = [replace(clause, parent=None) for clause in OLD.clauses[:12]]
    new = [replace(clause, parent=None) for clause in order[cut:]]
    changes = redline(Text({}, tuple(flat)), Text({}, tuple(new)))
    assert [change.new for change in changes if change.new] == new
    assert {change.old for change in changes if change.old} == set(flat)


def test_fields_of_the_metadata_are_compared() -> None:
    new = Text({"title_zh": "停车场", "participants": ["110000", "120000"], "ics": "93"}, ())
    assert meta_changes(OLD, new) == [("ics", None, "93"), ("participants", ["110000"], ["110000", "120000"])]


def test_sixty_clauses_with_ten_changes_take_less_than_a_tenth_of_a_second() -> None:
    body = "停车场出入口应设置车牌识别、电子支付和人工值守设施，识别率不应低于 98 %，响应时间不应大于 2 s。" * 4
    clauses = tuple(Clause(f"c{n}", ClauseKind.CLAUSE, f"4.{n}", "", f"{n} {body}", 2, None) for n in range(60))
    new = [
        replace(c, body=c.body.replace("98", "99").replace("人工", "")) if n % 6 == 0 else c
        for n, c in enumerate(clauses)
    ]
    began = perf_counter()
    changes = redline(Text({}, clauses), Text({}, tuple(new)))
    assert perf_counter() - began < 0.1
    assert summary(changes).counts[ChangeKind.CHANGED] == 10


def test_a_monstrous_clause_is_still_compared_in_bearable_time() -> None:
    began = perf_counter()
    parts = spans("的应" * 200_000, "应的。" * 150_000)
    assert perf_counter() - began < 5
    assert "".join(words for op, words in parts if op is not Op.CUT) == "应的。" * 150_000
