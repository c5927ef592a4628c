"""Plain text to clause tree, and the remarks on it."""

from pathlib import Path
from time import perf_counter

import pytest

from workflow.text.canonical import Unacceptable
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.lineage import id_factory
from workflow.text.reading import read
from workflow.text.remarks import RemarkKind

DRAFT = (Path(__file__).parents[2] / "data" / "a_pasted_draft.txt").read_text("utf-8")


def clauses(source: str) -> tuple[Clause, ...]:
    return read(source, id_factory()).clauses


def shape(source: str) -> list[tuple[str, str, str]]:
    return [(clause.number, clause.title, clause.body) for clause in clauses(source)]


def remarks(source: str) -> list[tuple[RemarkKind, dict[str, str]]]:
    return [(remark.kind, remark.facts) for remark in read(source, id_factory()).remarks]


def by_number(number: str) -> Clause:
    return next(clause for clause in clauses(DRAFT) if clause.number == number)


def test_a_draft_as_pasted_from_an_office_becomes_its_tree() -> None:
    heads = " ".join(clause.number or clause.title or clause.kind.value for clause in clauses(DRAFT))
    assert heads == (
        "front 目次 前言 引言 0.1 1 2 3 3.1 3.2 4 4.1 4.1.1 4.1.2 4.2 4.2.1 4.3 5 5.1 5.1.1 5.1.2.1 5.3 A A.1 A.2 B"
        " 参考文献"
    )
    assert Text({}, clauses(DRAFT)).clauses


def test_the_elements_have_their_kinds() -> None:
    kinds = {clause.number or clause.title: clause.kind for clause in clauses(DRAFT)}
    assert (kinds["1"], kinds["2"], kinds["3"]) == (ClauseKind.SCOPE, ClauseKind.REFERENCES, ClauseKind.TERMS)
    assert (kinds["A"], kinds["B"]) == (ClauseKind.NORMATIVE_ANNEX, ClauseKind.INFORMATIVE_ANNEX)
    assert (kinds["前言"], kinds["引言"], kinds["参考文献"]) == (
        ClauseKind.FOREWORD,
        ClauseKind.INTRODUCTION,
        ClauseKind.BIBLIOGRAPHY,
    )


def test_lists_notes_rows_of_tables_and_measures_stay_in_the_body() -> None:
    assert by_number("4.1.2").body.count("\n") == 4
    assert by_number("4.3").body.endswith("3 余位标识 1.2 m\n4 导向标识 300 mm")
    assert by_number("4.2.1").body.endswith("2.5 m 以下的标识应加防护。")
    assert by_number("A.2").body == "1 停车场名称\n2 检查日期"


def test_a_term_takes_its_title_from_the_line_below_its_number() -> None:
    assert (by_number("3.1").title, by_number("3.1").body) == ("停车场 parking lot", "供车辆停放的场所。")


def test_a_number_that_is_due_may_be_followed_by_a_character_that_is_also_a_unit() -> None:
    assert by_number("4.2").title == "人员要求"


def test_parents_follow_the_numbers_and_an_orphan_hangs_on_the_nearest_above() -> None:
    ids = {clause.number: clause.id for clause in clauses(DRAFT)}
    assert by_number("4.1.2").parent == ids["4.1"]
    assert by_number("A.2").parent == ids["A"]
    assert by_number("5.1.2.1").parent == ids["5.1"]
    assert by_number("4").parent is None


def test_the_remarks_say_what_stands_out() -> None:
    said = remarks(DRAFT)
    assert (RemarkKind.SKIPPED, {"number": "5.3", "expected": "5.2"}) in said
    assert (RemarkKind.NO_PARENT, {"number": "5.1.2.1", "parent": "5.1.2"}) in said
    assert (RemarkKind.LOOKS_NUMBERED, {"number": "2.5", "line": "43", "words": "m 以下的标识应加防护。"}) in said


@pytest.mark.parametrize(
    ("source", "kind", "facts"),
    [
        ("1 范围\n3 要求", RemarkKind.SKIPPED, {"number": "3", "expected": "2"}),
        ("1 范围\n1.1 甲\n1.1 乙", RemarkKind.DUPLICATE, {"number": "1.1"}),
        ("1 范围\n1.1 甲\n1.2 乙\n1.3 丙\n1.2.1 丁\n1.1.1 戊", RemarkKind.SKIPPED, None),
        ("1 要求\n1.2 乙\n1.1 甲", RemarkKind.BACKWARDS, {"number": "1.1", "after": "1.2"}),
        ("附录B(规范性)甲", RemarkKind.SKIPPED, {"number": "B", "expected": "A"}),
        ("附录A 甲", RemarkKind.ANNEX_WITHOUT_STATUS, {"number": "A"}),
        ("1 要求\n1.1.1.1.1.1.1 很深。", RemarkKind.TOO_DEEP, {"number": "1.1.1.1.1.1.1", "levels": "6"}),
    ],
)
def test_each_oddity_of_numbering_is_remarked(source: str, kind: RemarkKind, facts: dict[str, str] | None) -> None:
    said = remarks(source)
    if facts is None:
        assert kind not in [known for known, _ in said]
    else:
        assert (kind, facts) in said


@pytest.mark.parametrize(
    ("line", "title", "body"),
    [
        ("4.1 一般要求", "一般要求", ""),
        ("4.1一般要求", "一般要求", ""),
        ("４．１　一般要求", "一般要求", ""),
        ("4.1、应急措施", "应急措施", ""),
        ("4.1 应设置标识。", "", "应设置标识。"),
        ("4.1 标识不应遮挡视线", "", "标识不应遮挡视线"),
        ("4.1 下列情况，除外", "", "下列情况，除外"),
        ("4.1 包括：", "", "包括："),
        ("4.1\n一般要求", "一般要求", ""),
        ("4.1\n\n\n一般要求", "", "一般要求"),
        ("4.1 A类标识", "A类标识", ""),
    ],
)
def test_a_short_line_without_the_marks_of_a_sentence_is_a_title(line: str, title: str, body: str) -> None:
    assert shape(f"4 要求\n{line}")[1] == ("4.1", title, body)


@pytest.mark.parametrize(
    "line", ["2024年5月1日起实施。", "10 m以内不应停车。", "5", "1) 列项", "3.5m高", "4.2~4.5 倍", "5%以上"]
)
def test_a_line_that_only_begins_with_a_figure_is_no_heading(line: str) -> None:
    assert [clause.number for clause in clauses(f"4 要求\n正文。\n{line}")] == ["4"]


def test_a_chapter_after_a_table_is_a_chapter_when_clauses_follow_it() -> None:
    table = "4 要求\n4.1 尺寸\n表1 尺寸\n1 甲\n2 乙\n3 丙\n4 丁\n5 试验\n5.1 方法"
    assert [clause.number for clause in clauses(table)] == ["4", "4.1", "5", "5.1"]


def test_unnumbered_lines_before_any_heading_are_kept_and_remarked() -> None:
    assert shape("某某规范\n1 范围")[0] == ("", "", "某某规范")
    assert (RemarkKind.FRONT_MATTER, {}) in remarks("某某规范\n1 范围")


def test_marks_and_line_ends_of_other_systems_are_read() -> None:
    assert shape("\ufeff1 范围\r\n正文。\r\n") == [("1", "范围", "正文。")]


def test_a_text_with_a_hidden_character_is_refused_by_its_line() -> None:
    with pytest.raises(Unacceptable) as refused:
        read("1 范围\n正\u202e文", id_factory())
    assert refused.value.line == 2


def test_an_empty_text_has_no_clauses() -> None:
    assert clauses(" \n\u3000\n") == ()


@pytest.mark.parametrize(
    "line", [" " * 100_000 + "x", "1." * 100_000, "附 " * 100_000, "1" + " " * 100_000, "9" * 100_000]
)
def test_a_monstrous_line_is_read_in_bearable_time(line: str) -> None:
    began = perf_counter()
    assert clauses(f"目次\n甲{line}乙\n4 要求\n{line}\n4.1\n{line}")
    assert perf_counter() - began < 1
