"""Stable ids through versions of a text."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.clauses import Clause, Text
from workflow.text.lineage import carry_ids, id_factory
from workflow.text.reading import read

DRAFT = (Path(__file__).parents[2] / "data" / "a_pasted_draft.txt").read_text("utf-8")
OLD = read(DRAFT, id_factory()).clauses


def again(source: str, old: tuple[Clause, ...] = OLD) -> dict[str, str]:
    """The ids of a text read after `old`, by number or title."""
    new = carry_ids(old, read(source, id_factory()).clauses, id_factory(clause.id for clause in old))
    assert Text({}, new).clauses == new
    return {clause.number or clause.title: clause.id for clause in new}


BEFORE = {clause.number or clause.title: clause.id for clause in OLD}


def test_the_same_text_read_again_is_the_same_tree() -> None:
    assert carry_ids(OLD, read(DRAFT, id_factory(["c500"])).clauses, id_factory(["c900"])) == OLD


def test_a_clause_put_in_between_is_new_and_those_after_it_keep_their_ids() -> None:
    after = again(DRAFT.replace("4.1.2 标识", "4.1.2 夜间应能识别。\n4.1.3 标识"))
    assert after["4.1.1"] == BEFORE["4.1.1"]
    assert after["4.1.3"] == BEFORE["4.1.2"]
    assert after["4.1.2"] == f"c{len(OLD) + 1}"


def test_a_reworded_clause_keeps_its_id_and_a_rewritten_one_does_not() -> None:
    reworded = again(DRAFT.replace("标识应清晰、完整。", "标识应清晰、完整、醒目。"))
    assert reworded["4.1.1"] == BEFORE["4.1.1"]
    rewritten = again(DRAFT.replace("标识应清晰、完整。", "每季度公布一次使用情况统计。"))
    assert rewritten["4.1.1"] not in BEFORE.values()


def test_a_chapter_put_in_front_moves_no_id_though_titles_repeat() -> None:
    source = "1 范围\n甲。\n4 入口\n4.1 一般要求\n4.2 标识\n5 出口\n5.1 一般要求\n5.2 标识"
    old = read(source, id_factory()).clauses
    ids = {clause.number: clause.id for clause in old}
    shifted = source.replace("5.", "6.").replace("5 ", "6 ").replace("4.", "5.").replace("4 ", "5 ")
    after = again(shifted.replace("5 入口", "4 通道\n4.1 一般要求\n5 入口"), old)
    assert [after[n] for n in ("5", "5.1", "5.2", "6", "6.1")] == [ids[n] for n in ("4", "4.1", "4.2", "5", "5.1")]
    assert after["4"] not in ids.values()


def test_shares_go_with_the_clause() -> None:
    shared = tuple(replace(clause, regions=("120000",)) if clause.number == "5.1.1" else clause for clause in OLD)
    new = carry_ids(shared, read(DRAFT.replace("5.1.1", "5.1.2"), id_factory()).clauses, id_factory(["c99"]))
    assert next(clause.regions for clause in new if clause.number == "5.1.2") == ("120000",)


def test_ids_go_on_behind_the_highest_ever_taken() -> None:
    fresh = id_factory(["c7", "c12", "x", "c9"])
    assert [fresh(), fresh()] == ["c13", "c14"]


@given(st.permutations(DRAFT.split("\n")), st.integers(0, 60))
def test_no_id_is_given_twice_however_the_text_was_shaken(lines: list[str], cut: int) -> None:
    new = carry_ids(OLD, read("\n".join(lines[cut:]), id_factory()).clauses, id_factory(BEFORE.values()))
    assert len({clause.id for clause in new}) == len(new)
    assert Text({}, new).clauses == new


def test_a_very_long_text_written_anew_is_paired_in_bearable_time() -> None:
    old = "\n".join(["4 要求", *(f"4.{n} 第{n}类设备应每{n}日检查。" for n in range(1, 900))])
    new = "\n".join(["4 要求", *(f"4.{n} 每{n * 7}次使用以后宜清洗第{n * 3}类部件。" for n in range(1, 900))])
    began = perf_counter()
    carry_ids(read(old, id_factory()).clauses, read(new, id_factory()).clauses, id_factory(["c5000"]))
    assert perf_counter() - began < 5
