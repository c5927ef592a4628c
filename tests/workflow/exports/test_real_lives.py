"""What the engine writes, the verification finds clean: the straight road, and its turns back, aside or to an end."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import builders
from tests.builders import Road, day
from tests.cast import PAPER, World
from workflow.exports.verification import verify
from workflow.vocabulary import Joint

BJ, TJ, HE = "110000", "120000", "130000"
OBJECTION = {"position": "disagree", "reason": "指标过严", "lift": "放宽第5条"}


def first_clause(road: Road) -> str:
    with road.standing() as standing:
        assert standing.frozen is not None
        return next(iter(standing.frozen.digest))


def the_proposal_is_amended(road: Road) -> None:
    builders.invited(road)
    builders.accepted(road, TJ)
    builders.applied(road, BJ)
    road.by(BJ, "handler", "return_application", reason="材料不全", missing="公平竞争审查")
    builders.applied(road, BJ)
    road.by(BJ, "handler", "amend_proposal", title_zh="停车场充电设施规范", reason="改题")
    road.by(HE, "approver", "decline", reason="暂不参加")
    road.by(BJ, "handler", "invite", region=HE, reply_by=day(road, 30))


def the_consultation_is_repeated(road: Road) -> None:
    road.by(BJ, "handler", "extend_window", days=10, reason="应企业要求")
    builders.posted(road)
    said = {"clause": first_clause(road), "opinion": "过严", "reason": "成本高", "name": "某公司", "contact": "010-1"}
    comments = [road.take("comment", None, **said).facts["comment"] for _ in range(3)]
    drafter = builders.editor(road)
    road.take("merge_comment", drafter, comment=comments[1], into=comments[0])
    road.take("answer_comment", drafter, comment=comments[0], disposition="accepted", answer="采纳")
    road.by(BJ, "handler", "recall_consultation", reason="文本有误")
    builders.consulting(road)
    builders.answering(road)
    road.take("answer_comment", drafter, comment=comments[2], disposition="partly", answer="部分采纳")
    road.by(BJ, "handler", "publish_answers")
    road.by(BJ, "handler", "return_to_drafting", reason="重写")


def the_review_fails_twice(road: Road) -> None:
    builders.voting(road)
    road.take("vote", builders.experts(road)[1], position="agree")
    road.take("redo_vote", builders.experts(road)[0], reason="签到有误")
    road.take("open_vote", builders.experts(road)[0], present=[s.person_id for s in builders.experts(road)])
    builders.voted(road, agree=2)
    road.take("fail_review", builders.experts(road)[0], minutes=PAPER, reason="未达四分之三")
    builders.consulting(road)
    builders.answering(road)
    builders.reviewing(road)
    builders.voting(road)
    builders.voted(road, agree=2)
    road.take("fail_review_again", builders.experts(road)[0], minutes=PAPER, reason="再次未通过")


def a_region_objects_and_the_number_is_void(road: Road) -> None:
    builders.frozen(road, "final")
    builders.approved(road, BJ)
    road.by(TJ, "approver", "object_release", clauses=[first_clause(road)], **OBJECTION)
    builders.cosigned(road, TJ)
    road.by(TJ, "approver", "approve_release", position="agree_notes", notes="已商定")
    builders.approved(road, HE)
    road.by(BJ, "keeper", "reserve_number")
    road.by(BJ, "keeper", "ask_void_number", reason="误占")
    road.by(TJ, "keeper", "void_number", reason="同意作废")
    builders.numbered(road)
    answers = {"instant": (road.at + timedelta(hours=48)).isoformat(), "effective": day(road, 90)}
    road.by(BJ, "officer", "schedule_release", **answers)
    builders.confirmed(road, BJ)
    road.by(TJ, "officer", "call_off_release", reason="改期")
    answers = {"instant": (road.at + timedelta(hours=48)).isoformat(), "effective": day(road, 90)}
    road.by(BJ, "officer", "schedule_release", **answers)
    road.by(HE, "approver", "object_release", clauses=[first_clause(road)], **OBJECTION)


def regions_leave_until_nobody_is_left(road: Road) -> None:
    road.by(BJ, "approver", "withdraw_from_project", reason="退出")
    road.by(HE, "approver", "withdraw_from_project", reason="退出")
    road.wait(days=60)
    road.wake()


def a_measure_is_sent_back_and_excused(road: Road) -> None:
    owner = road.world.seat(TJ, "implementer")
    for title in ("培训", "宣贯"):
        road.by(BJ, "handler", "plan_duty", kind="measure", title=title, owner=owner.organ_id, due_on=day(road, 30))
    with road.standing() as standing:
        first, second = (d.id for d in standing.duties if not d.kind.legal)
        legal = next(
            d for d in standing.duties if d.kind.legal and d.organ_id == road.world.seat(TJ, "handler").organ_id
        )
    road.take("report_duty", owner, duty=first, done_on=day(road, 0), account="已办")
    road.by(BJ, "handler", "send_back_duty", duty=first, reason="缺照片")
    road.by(BJ, "handler", "excuse_duty", duty=second, reason="合并办理")
    done = {"duty": legal.id, "done_on": day(road, 0), "receipt_number": "备1", "account": "已办"}
    road.by(TJ, "handler", "report_duty", **done)


TURNS: dict[Callable[[Road], None], Joint] = {
    the_proposal_is_amended: Joint.PROPOSED,
    the_consultation_is_repeated: Joint.CONSULTING,
    the_review_fails_twice: Joint.REVIEWING,
    a_region_objects_and_the_number_is_void: Joint.APPROVING,
    regions_leave_until_nobody_is_left: Joint.APPROVING,
    a_measure_is_sent_back_and_excused: Joint.RELEASED,
}


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.__name__)
def test_a_turn_of_the_road_leaves_clean_evidence(world: World, turn: Callable[[Road], None]) -> None:
    road = builders.standing(world, TURNS[turn])
    turn(road)
    report = verify(world.database, None)
    assert [str(finding) for finding in report.findings] == []
    assert report.counts["replayed"] >= len(road.outcomes)


def test_the_straight_road_leaves_clean_evidence(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    report = verify(world.database, None)
    assert [str(finding) for finding in report.findings] == []
    assert report.counts["replayed"] >= len(road.outcomes) > 50
