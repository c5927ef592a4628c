"""Several people write one text: what one changed is taken, what two changed is shown, nothing is lost."""

import pytest

from tests.builders import Road
from tests.workflow.desk.writer import Writer, laid
from workflow.db import Outdated
from workflow.desk import conflicts
from workflow.desk.conflicts import Choice, Moved
from workflow.desk.pad import opened
from workflow.requests import KeyReused

FIRST, SECOND = "本文件规定了甲。", "本文件适用于乙，间距不应小于 80 mm。"


def test_different_sentences_of_one_clause_are_joined(zhao: Writer, qian: Writer) -> None:
    zhao.write("规定了甲", "规定了甲和丁")
    qian.write("适用于乙", "适用于乙和戊")
    assert qian.told.body == FIRST.replace("甲", "甲和丁") + SECOND.replace("乙", "乙和戊")
    assert zhao.read() == qian.told
    assert zhao.open() == []


def test_different_clauses_do_not_meet(zhao: Writer, qian: Writer) -> None:
    qian.read("c2")
    zhao.write("甲", "甲甲")
    kept = qian.write("丙", "丙丙")
    assert kept.told.body == "应符合丙丙。"
    assert zhao.open() == []


def test_the_same_sentence_is_a_conflict_that_holds_both(zhao: Writer, qian: Writer) -> None:
    zhao.write("甲", "甲一")
    kept = qian.write("甲", "甲二")
    assert "甲一" in kept.told.body
    assert "甲二" not in kept.told.body
    assert qian.open() == [(FIRST, FIRST.replace("甲", "甲一"), FIRST.replace("甲", "甲二"), False)]


def test_two_numbers_are_never_joined(zhao: Writer, qian: Writer) -> None:
    zhao.write("80 mm", "90 mm")
    kept = qian.write("80 mm", "85 mm")
    assert "90 mm" in kept.told.body
    assert "8090" not in kept.told.body
    assert [one[2] for one in qian.open()] == [SECOND.replace("80", "85")]


def test_a_number_changed_beside_anothers_work_is_listed(zhao: Writer, qian: Writer) -> None:
    zhao.write("甲", "甲一")
    qian.write("80 mm", "85 mm")
    assert qian.open() == [(SECOND, SECOND, SECOND.replace("80", "85"), True)]


def test_typing_that_goes_on_in_a_conflict_is_one_conflict(zhao: Writer, qian: Writer) -> None:
    zhao.write("甲", "甲一")
    before = qian.told
    kept = qian.write("甲", "甲二")
    qian.revision, qian.told = kept.sent, before._replace(body=before.body.replace("甲", "甲二"))
    qian.write("甲二", "甲二三")
    assert [(one[0], one[2]) for one in qian.open()] == [(FIRST, FIRST.replace("甲", "甲二三"))]


def test_words_sent_again_are_kept_once(zhao: Writer) -> None:
    told, revision = zhao.told, zhao.revision
    first = zhao.write("甲", "甲一", key="k" * 16)
    zhao.told, zhao.revision = told, revision
    assert zhao.write("甲", "甲一", key="k" * 16) == first


def test_a_key_of_somebody_else_is_refused(zhao: Writer, qian: Writer) -> None:
    zhao.write("甲", "甲一", key="k" * 16)
    with pytest.raises(KeyReused):
        qian.write("乙", "乙一", key="k" * 16)


def test_an_answer_that_was_lost_makes_no_conflict_with_oneself(zhao: Writer) -> None:
    told, revision = zhao.told, zhao.revision
    zhao.write("甲", "甲一", key="k" * 16)
    zhao.told, zhao.revision = told, revision
    kept = zhao.write("甲", "甲一二", after=("k" * 16, "never-arrived"))
    assert "甲一二" in kept.told.body
    assert zhao.open() == []


def test_what_is_overtaken_on_the_way_changes_nothing(zhao: Writer) -> None:
    told = zhao.told
    last = zhao.write("甲", "甲一二", after=("k" * 16,))
    zhao.told, zhao.revision = told, 0
    assert zhao.write("甲", "甲一", key="k" * 16) == last
    assert zhao.open() == []


def test_a_version_saved_otherwise_is_followed(road: Road, zhao: Writer, qian: Writer) -> None:
    zhao.write("甲", "甲一")
    laid(road, "1 范围\n本文件规定了甲。本文件适用于新乙，间距不应小于 80 mm。\n2 要求\n应符合丙。\n")
    kept = qian.write("80 mm", "85 mm")
    assert kept.told.body == "本文件规定了甲一。本文件适用于新乙，间距不应小于 80 mm。"
    assert any(SECOND.replace("80", "85") in theirs for _, _, theirs, is_weighty in qian.open() if not is_weighty)


def test_a_clause_that_went_leaves_its_words_in_a_conflict(road: Road, zhao: Writer, qian: Writer) -> None:
    qian.read("c2")
    zhao.read("c2")
    zhao.write("丙", "丙一")
    laid(road, "1 范围\n本文件规定了甲。\n")
    assert qian.write("丙", "丙二").is_gone
    assert sorted(one[2] for one in qian.open() if one[2].startswith("应")) == ["应符合丙一。", "应符合丙二。"]


@pytest.mark.parametrize(
    ("choice", "own", "stands"),
    [(Choice.STAYS, "", "甲一"), (Choice.OTHER, "", "甲二"), (Choice.OWN, "本文件规定了甲三。", "甲三")],
)
def test_a_person_settles_a_conflict_once(zhao: Writer, qian: Writer, choice: Choice, own: str, stands: str) -> None:
    zhao.write("甲", "甲一")
    qian.write("甲", "甲二")
    for again in (False, True):
        with zhao.road.world.database.plain() as session:
            pad = opened(session, zhao.road.id, zhao.road.at)
            if again:
                with pytest.raises(Outdated):
                    conflicts.settle(pad, 1, choice, own, zhao.person)
            else:
                conflicts.settle(pad, 1, choice, own, zhao.person)
    assert stands in zhao.read().body
    assert zhao.open() == []


def test_a_sentence_that_went_on_must_be_written_in_its_clause(zhao: Writer, qian: Writer) -> None:
    zhao.write("甲", "甲一")
    qian.write("甲", "甲二")
    zhao.write("甲一", "甲一一")
    with zhao.road.world.database.plain() as session, pytest.raises(Moved):
        conflicts.settle(opened(session, zhao.road.id, zhao.road.at), 1, Choice.OTHER, "", zhao.person)
