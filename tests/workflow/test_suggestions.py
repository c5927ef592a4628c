"""Anybody suggests a project to a group and is answered; who commented says whether the answer satisfied."""

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import CHONGQING, MORNING, SECOND, World
from workflow import agreeing
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.reads import suggestions
from workflow.records.suggestions import AnswerMark, Suggestion
from workflow.vocabulary import Joint, Satisfaction

SAID = {"project": "换电站运行管理规范", "need": "各地做法不一", "name": "某行业协会", "contact": "010-1"}


def odd(world: World) -> set[str]:
    findings = verify(world.database, None).findings
    print(*findings, sep="\n")
    return {f"{f.place.table}.{f.place.column}" for f in findings}


def test_a_suggestion_is_received_and_a_member_region_answers_it(world: World) -> None:
    group, at = world.agreements["JJJ"], MORNING
    made = agreeing.take(world.database, group, "suggest", None, SAID, at=at)
    answer = {"suggestion": made.facts["suggestion"], "disposition": "accepted", "answer": "列入下年度计划"}
    with pytest.raises((Refused, WrongAnswers)):
        agreeing.take(world.database, group, "answer_suggestion", world.seat(CHONGQING, "handler"), answer, at=at)
    agreeing.take(world.database, group, "answer_suggestion", world.seat(SECOND, "handler"), answer, at=at)
    with pytest.raises((Refused, WrongAnswers)):
        agreeing.take(world.database, group, "answer_suggestion", world.seat(SECOND, "handler"), answer, at=at)
    with world.database.read() as session:
        found = suggestions.fate(session, made.facts["receipt"])
        assert found is not None
        assert (found.suggestion.answer, found.suggestion.answered_region) == ("列入下年度计划", SECOND)
    assert odd(world) == set()


def test_a_suggestion_without_its_need_is_refused(world: World) -> None:
    with pytest.raises(WrongAnswers) as wrong:
        agreeing.take(world.database, 1, "suggest", None, {**SAID, "need": " "}, at=MORNING)
    assert set(wrong.value.fields) == {"need"}


def test_what_is_changed_behind_the_log_is_found(world: World) -> None:
    made = agreeing.take(world.database, 1, "suggest", None, SAID, at=MORNING)
    with world.database.plain() as session:
        mine = sa.update(Suggestion).where(Suggestion.id == made.facts["suggestion"])
        session.execute(mine.values(title="另一个题目", contact="改了"))
    assert odd(world) == {"suggestions.title", "suggestions.contact"}


def test_who_commented_says_whether_the_answer_satisfied_and_the_last_word_counts(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    with road.standing() as found:
        assert found.frozen is not None
        clause = next(iter(found.frozen.digest))
    said = {"clause": clause, "opinion": "过严", "reason": "成本高", "name": "某公司", "contact": "010-1"}
    first, second = (road.take("comment", None, **said).facts for _ in range(2))
    receipt = {"receipt": second["receipt"]}
    with pytest.raises(Refused):
        road.take("mark_satisfaction", None, **receipt, satisfaction="satisfied")
    road.wait(days=32)
    road.wake()
    drafter = builders.editor(road)
    road.take("merge_comment", drafter, comment=second["comment"], into=first["comment"])
    road.take("answer_comment", drafter, comment=first["comment"], disposition="not_accepted", answer="安全所需")
    road.by(road.lead, "handler", "publish_answers")
    for word in Satisfaction.SATISFIED, Satisfaction.UNSATISFIED:
        road.take("mark_satisfaction", None, **receipt, satisfaction=word.value)
    with world.database.read() as session:
        marks = list(session.scalars(sa.select(AnswerMark)))
        assert [(m.comment_id, m.satisfaction) for m in marks] == [(second["comment"], Satisfaction.UNSATISFIED)]
    assert odd(world) == set()
    with world.database.plain() as session:
        session.execute(sa.update(AnswerMark).values(satisfaction=Satisfaction.SATISFIED))
    assert odd(world) == {"answer_marks.satisfaction"}
