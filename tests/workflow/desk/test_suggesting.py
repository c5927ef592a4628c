"""Suggestions beside the words: kept by sentence, decided once by those with the pen, and named by the version."""

import pytest

from tests.builders import Road
from tests.workflow.desk.writer import TEXT, Writer, laid
from workflow.db import Outdated
from workflow.desk.conflicts import Moved
from workflow.desk.deciding import Unreasoned, Verdict, decide, landed, withdraw
from workflow.desk.following import follow
from workflow.desk.pad import Told, opened
from workflow.desk.suggesting import MOST, By, Place, changes, suggest
from workflow.process.reasons import NotThere
from workflow.reads import suggested
from workflow.reads.suggested import Wanted
from workflow.records.clause_suggestions import ClauseSuggestion

BODY = TEXT.split("\n")[1]
SEEN = Told("范围", BODY)


def made(road: Road, writer: Writer, told: Told, seen: Told = SEEN) -> int:
    with road.world.database.plain() as session:
        return suggest(opened(session, road.id, road.at), "c1", seen, told, By(writer.person, "更清楚"))


def decided(road: Road, writer: Writer, number: int, verdict: Verdict, answer: str = "") -> None:
    with road.world.database.plain() as session:
        decide(opened(session, road.id, road.at), number, verdict, answer, writer.person)


def kept(road: Road, **wanted: object) -> list[ClauseSuggestion]:
    with road.world.database.read() as session:
        return suggested.listed(session, road.id, Wanted(**wanted))  # type: ignore[arg-type]


def test_each_changed_sentence_is_a_suggestion_of_its_own(road: Road, qian: Writer) -> None:
    told = Told("范围和对象", BODY.replace("甲", "丁").replace("80 mm", "90 mm"))
    assert made(road, qian, told) == 3
    assert [(one.is_title, one.offset, one.words) for one in kept(road, is_open=True)] == [
        (True, 0, "范围和对象"),
        (False, 0, "本文件规定了丁。"),
        (False, 8, "本文件适用于乙，间距不应小于 90 mm。"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ("甲。乙。", "甲。丙。乙。", [Place(0, "甲。", "甲。丙。")]),
        ("甲。乙。", "丙。甲。乙。", [Place(0, "甲。", "丙。甲。")]),
        ("甲。乙。", "甲。", [Place(2, "乙。", "")]),
        ("", "甲。", [Place(0, "", "甲。")]),
        ("甲。", "甲。", []),
    ],
)
def test_what_is_put_in_stands_with_a_neighbour(before: str, after: str, places: list[Place]) -> None:
    assert changes(before, after) == places


def test_a_clause_rewritten_throughout_is_one_suggestion() -> None:
    before = "".join(f"甲{n}。丁。" for n in range(MOST + 1))
    assert len(changes(before, before.replace("甲", "乙"))) == 1


def test_accepting_changes_its_place_alone_and_nobody_decides_twice(road: Road, zhao: Writer, qian: Writer) -> None:
    made(road, qian, SEEN._replace(body=BODY.replace("甲。", "甲。另有丁。")))
    zhao.write("适用于乙", "适用于乙一")
    decided(road, zhao, 1, Verdict.ACCEPT)
    assert zhao.read().body == BODY.replace("甲。", "甲。另有丁。").replace("乙，", "乙一，")
    with pytest.raises(Outdated):
        decided(road, zhao, 1, Verdict.REJECT, "晚了")
    with pytest.raises(NotThere):
        decided(road, zhao, 9, Verdict.ACCEPT)


def test_a_cell_that_stands_often_is_changed_where_it_was_meant(road: Road, zhao: Writer, qian: Writer) -> None:
    table = "【表 t1】\n! 项 | 值 |\n| 一 | 5 |\n| 二 | 5 |\n【表完】"
    zhao.send(Told("范围", table))
    made(road, qian, Told("范围", table.replace("| 二 | 5 |", "| 二 | 7 |")), Told("范围", table))
    decided(road, zhao, 1, Verdict.ACCEPT)
    assert zhao.read().body == table.replace("| 二 | 5 |", "| 二 | 7 |")


def test_words_that_went_on_are_never_joined(road: Road, zhao: Writer, qian: Writer) -> None:
    made(road, qian, SEEN._replace(body=BODY.replace("80", "90")))
    zhao.write("80 mm", "85 mm")
    with pytest.raises(Moved):
        decided(road, zhao, 1, Verdict.ACCEPT)
    decided(road, zhao, 1, Verdict.WRITTEN)
    assert "85 mm" in zhao.read().body


def test_a_no_needs_a_reason_and_whoever_suggested_may_take_back(road: Road, zhao: Writer, qian: Writer) -> None:
    made(road, qian, SEEN._replace(body=BODY.replace("甲", "丁")))
    with pytest.raises(Unreasoned):
        decided(road, zhao, 1, Verdict.REJECT)
    with road.world.database.plain() as session, pytest.raises(NotThere):
        withdraw(opened(session, road.id, road.at), 1, zhao.person)
    with road.world.database.plain() as session:
        withdraw(opened(session, road.id, road.at), 1, qian.person)
    assert [(one.is_accepted, one.decided_by) for one in kept(road, is_open=False)] == [(False, None)]
    assert kept(road, is_open=True) == []


def test_a_saved_version_names_what_it_took_as_it_was_spelled(road: Road, zhao: Writer, qian: Writer) -> None:
    made(road, qian, SEEN._replace(body=BODY.replace("甲。", "甲。应符合第2章。")))
    decided(road, zhao, 1, Verdict.ACCEPT)
    told = {"c1": zhao.read()}
    laid(road, f"1 范围\n{told['c1'].body}\n2 要求\n应符合丙。\n")
    with road.world.database.plain() as session:
        pad = opened(session, road.id, road.at)
        landed(pad, told)
        follow(pad, told)
    with road.world.database.read() as session:
        one = suggested.taken(session, road.id)[0]
        assert suggested.numbers(session, [one.version_id]) == {one.version_id: 2}
        assert one.saved_words.startswith("应符合")
        assert "甲" not in one.saved_words
