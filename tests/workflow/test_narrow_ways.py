"""Narrow ways of the process: what must not be lost, moved twice, or believed."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, PAPER, SICHUAN, World, founded
from workflow.exports.verification import verify
from workflow.picture import manuscript
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.records.consultations import Comment, Consultation
from workflow.records.numbers import RegionNumber
from workflow.vocabulary import CommentState, Joint, Stand


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    made = founded(sqlite_url)
    yield made
    made.database.dispose()


def refused(road: Road, where: str, role: str, step: str, /, **answers: Any) -> list[str]:
    with pytest.raises(Refused) as told:
        road.by(where, role, step, **answers)
    return [reason.rule for reason in told.value.reasons]


def commented(road: Road, n: int) -> list[int]:
    with road.standing() as standing:
        clause = next(iter(standing.frozen.digest))  # type: ignore[union-attr]
    said = {"clause": clause, "reason": "理由", "name": "李某", "contact": "示"}
    return [road.take("comment", None, opinion=f"意见{i}", **said).facts["comment"] for i in range(n)]


def test_a_region_posts_once_and_truly(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    today, lead = builders.day(road, 0), road.lead
    with pytest.raises(WrongAnswers):
        road.by(lead, "handler", "post_draft", address="https://example.invalid", posted_on=builders.day(road, 5))
    lies = {"address": "javascript:alert(1)", "posted_on": today}
    assert refused(road, lead, "handler", "post_draft", **lies) == ["posting_true"]
    lies = {"address": "https://example.invalid", "posted_on": "1950-01-01"}
    assert refused(road, lead, "handler", "post_draft", **lies) == ["posting_true"]
    builders.posted(road)
    true = {"address": "https://example.invalid", "posted_on": today}
    assert refused(road, lead, "handler", "post_draft", **true) == ["not_posted_yet"]


def test_a_window_cannot_be_extended_beyond_reason(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    with pytest.raises(WrongAnswers):
        road.by(road.lead, "handler", "extend_window", days=1_000_000, reason="多听")
    road.by(road.lead, "handler", "extend_window", days=10, reason="多听")
    with world.database.read() as session:
        days, closes_on = session.execute(sa.select(Consultation.days, Consultation.closes_on)).one()
    assert days == 40
    assert str(closes_on) == builders.day(road, 40)


def test_merged_comments_all_get_the_answer(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    first, second, third = commented(road, 3)
    drafter = builders.editor(road)
    with pytest.raises(Refused):
        road.take("merge_comment", drafter, comment=first, into=first)
    road.take("merge_comment", drafter, comment=first, into=second)
    road.take("merge_comment", drafter, comment=second, into=third)
    road.take("answer_comment", drafter, comment=third, disposition="accepted", answer="照办")
    (late,) = commented(road, 1)
    road.take("merge_comment", drafter, comment=late, into=third)
    with world.database.read() as session:
        rows = session.execute(sa.select(Comment.state, Comment.answer, Comment.into_id).order_by(Comment.id)).all()
    merged = CommentState.MERGED
    assert [tuple(r) for r in rows] == [(merged, "照办", third)] * 2 + [
        (CommentState.ANSWERED, "照办", None),
        (merged, "照办", third),
    ]


def test_new_words_of_one_clause_leave_its_title_and_every_other_clause(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    drafter = builders.editor(road)
    with road.standing() as standing:
        before = manuscript.load(standing.session, standing.draft).clauses  # type: ignore[arg-type]
    chosen = next(c for c in before if c.title and c.body)
    for answers in ({"clause": chosen.id}, {"text": "1 范围", "clause": chosen.id}, {}):
        with pytest.raises(Refused) as told:
            road.take("save_draft", drafter, **answers)
        assert [r.rule for r in told.value.reasons] == ["words_given"]
    road.take("save_draft", drafter, clause=chosen.id, words="新的正文。")
    with road.standing() as standing:
        after = manuscript.load(standing.session, standing.draft).clauses  # type: ignore[arg-type]
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old.id, new.title, new.body) for old, new in changed] == [(chosen.id, chosen.title, "新的正文。")]


def test_amending_nothing_makes_no_region_decide_anew(world: World) -> None:
    road = builders.standing(world, Joint.INITIATING)
    assert refused(road, road.lead, "handler", "amend_proposal", reason="无") == ["amends_something"]


def test_a_region_may_keep_its_own_number_with_a_reason_and_only_its_own(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING, agreement="CY", regions=(CHONGQING, SICHUAN))
    for number in ("DB50/T 4042—2026", "DB51/T 4042", "四千"):
        kept = {"kept_by": SICHUAN, "own_number": number, "kept_reason": "已有本省编号"}
        assert refused(road, road.lead, "keeper", "reserve_number", **kept) == ["exception_complete"]
    kept["own_number"] = "DB51/T 4042—2026"
    builders.frozen(road, "final")
    for region in road.regions:
        builders.approved(road, region)
    road.by(road.lead, "keeper", "reserve_number", **kept)
    road.by(SICHUAN, "keeper", "confirm_number")
    instant = (road.at + builders.HOURS_48).isoformat()
    road.by(road.lead, "officer", "schedule_release", instant=instant, effective=builders.day(road, 70))
    builders.sealed(road)
    builders.released(road)
    with world.database.read() as session:
        rows = session.execute(
            sa.select(RegionNumber.display, RegionNumber.is_exception).order_by(RegionNumber.id)
        ).all()
    assert [tuple(row) for row in rows] == [("DB50/T 10901—2026", False), ("DB51/T 4042—2026", True)]
    assert verify(world.database, None).findings == []


def test_what_is_approved_already_has_a_grey_button_with_its_reason(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.approved(road, road.lead)
    assert refused(road, road.lead, "approver", "approve_release", position="agree_notes") == ["not_said_already"]


def test_a_departments_no_is_settled_beside_it(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    lead, office = road.lead, builders.release_departments(road, road.lead)[0]
    with road.standing() as standing:
        clause = next(iter(standing.frozen.digest))  # type: ignore[union-attr]
    no = {"position": "disagree", "reason": "缺少测算", "lift": "补充测算", "clauses": [clause]}
    road.take("take_position", office, **no)
    paper = {"document_number": "京协调〔2026〕3号", "document": PAPER, "reason": "已协调一致"}
    other = next(seat for seat in world.of("120000", "cosigner"))
    with pytest.raises(WrongAnswers):
        road.by(lead, "approver", "overrule_department", department=other.organ.code, **paper)
    road.by(lead, "approver", "overrule_department", department=office.organ.code, **paper)
    with road.standing() as standing:
        stands = [p.stand for p in standing.positions if p.organ_id == office.organ_id]
    assert stands == [Stand.DISAGREE, Stand.OVERRULED]
    road.by(lead, "handler", "take_position", position="agree")
    road.by(lead, "approver", "approve_release", position="agree")
    assert verify(world.database, None).findings == []
