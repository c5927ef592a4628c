"""The one door: what it refuses and how, what is outdated and what is not, and that one request acts once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, PAPER, World, founded
from workflow import engine
from workflow.ceremony import NotSigned
from workflow.db import MissingEvent, Outdated
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.requests import KeyReused
from workflow.vocabulary import Joint, SeatRole, Track
from workflow.words import speaking


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    made = founded(sqlite_url)
    yield made
    made.database.dispose()


def refusal(road: Road, where: str, role: str, step: str, /, **answers: Any) -> list[str]:
    with pytest.raises(Refused) as told:
        road.by(where, role, step, **answers)
    return [reason.rule for reason in told.value.reasons]


def test_a_stranger_of_another_agreement_is_told_it_is_not_hers(world: World) -> None:
    road = builders.proposed(world)
    answers = {"region": "120000", "reply_by": builders.day(road, 30)}
    assert refusal(road, CHONGQING, "handler", "invite", **answers) == ["not_yours"]


def test_a_step_that_does_not_exist_and_one_of_the_system_are_not_there(world: World) -> None:
    road = builders.proposed(world)
    for step in ("make_coffee", "begin_drafting", "propose"):
        with pytest.raises(NotThere):
            engine.take(world.database, step, road.id, world.seat(road.lead, "handler"), {}, at=road.at)


def test_a_step_refused_for_three_causes_says_three(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    seat = world.seat(road.lead, SeatRole.OFFICER)
    answers = {"instant": road.at.isoformat(), "effective": builders.day(road, 90)}
    with pytest.raises(Refused) as told:
        engine.take(world.database, "schedule_release", road.id, seat, answers, at=road.at)
    assert [r.rule for r in told.value.reasons] == ["all_approved", "number_confirmed", "instant_far_enough"]
    sentences = [r.sentence for r in told.value.reasons]
    assert len(set(sentences)) == 3
    assert "北京" in sentences[0]
    with speaking("en"):
        assert "Beijing" in told.value.reasons[0].sentence


def test_a_refused_step_leaves_nothing(world: World) -> None:
    road = builders.proposed(world)
    before = rows(world)
    refusal(road, road.regions[1], "handler", "open_initiation", decide_by=builders.day(road, 90))
    assert rows(world) == before


def rows(world: World) -> tuple[int, int]:
    with world.database.read() as session:
        events = session.scalar(sa.select(sa.func.count()).select_from(Event))
        versions = session.scalar(sa.select(sa.func.sum(Standard.version)))
    return events or 0, versions or 0


def test_wrong_answers_are_told_by_field_and_all_at_once(world: World) -> None:
    road = builders.proposed(world)
    with pytest.raises(WrongAnswers) as told:
        road.by(road.lead, "handler", "invite", region="999999", reply_by="2026-02-30", colour="red")
    assert set(told.value.fields) == {"region", "reply_by", "colour"}


def test_an_act_that_signs_needs_its_own_statement(world: World) -> None:
    road = builders.standing(world, Joint.INITIATING)
    seat = world.seat(road.lead, "approver")
    answers = {"reason": "无此需要"}
    with pytest.raises(NotSigned):
        engine.take(world.database, "decline", road.id, seat, answers, at=road.at)
    signed = builders.sign(world, "decline", road.id, seat, answers, road.at)
    with pytest.raises(NotSigned) as told:
        engine.take(world.database, "decline", road.id, seat, {"reason": "换了理由"}, at=road.at, signed=signed)
    assert told.value.key == "sign.changed"
    engine.take(world.database, "decline", road.id, seat, answers, at=road.at, signed=signed)
    again = world.seat(road.regions[1], "approver")
    with pytest.raises(NotSigned) as told:
        engine.take(world.database, "decline", road.id, again, answers, at=road.at, signed=signed)
    assert told.value.key == "sign.unknown"


def test_another_regions_act_does_not_make_mine_outdated_but_a_new_text_does(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.cosigned(road, road.lead)
    with road.standing() as standing:
        seen = standing.standard.version
    builders.cosigned(road, road.regions[1])
    seat, answers = world.seat(road.lead, "approver"), {"position": "agree"}
    signed = builders.sign(world, "approve_release", road.id, seat, answers, road.at)
    outcome = engine.take(
        world.database, "approve_release", road.id, seat, answers, at=road.at, version=seen, signed=signed
    )
    builders.frozen(road, "final")
    seat = world.seat(road.regions[1], "approver")
    signed = builders.sign(world, "approve_release", road.id, seat, answers, road.at)
    with pytest.raises(Outdated):
        engine.take(
            world.database,
            "approve_release",
            road.id,
            seat,
            answers,
            at=road.at,
            version=outcome.version,
            signed=signed,
        )


def test_the_same_request_acts_once_and_gives_the_same_answer(world: World) -> None:
    road = builders.proposed(world)
    seat = world.seat(road.lead, "handler")
    answers = {"region": "120000", "reply_by": builders.day(road, 30)}
    first = engine.take(world.database, "invite", road.id, seat, answers, at=road.at, key="k1")
    assert engine.take(world.database, "invite", road.id, seat, answers, at=road.at, key="k1") == first
    with pytest.raises(KeyReused):
        engine.take(world.database, "invite", road.id, seat, {**answers, "region": "130000"}, at=road.at, key="k1")


def test_a_write_without_an_event_is_not_kept(world: World) -> None:
    road = builders.proposed(world)
    with pytest.raises(MissingEvent), world.database.write(road.at) as work:
        work.update(Standard, Standard.id == road.id, title_zh="改")
    with road.standing() as standing:
        assert standing.standard.title_zh != "改"


def test_who_drafted_cannot_approve_whatever_seat_is_used(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.cosigned(road, road.lead)
    drafter, approver = builders.editor(road), world.seat(road.lead, "approver")
    both = type(approver)(**{**vars(approver), "person_id": drafter.person_id, "id": approver.id})
    with pytest.raises(Refused) as told:
        engine.take(world.database, "approve_release", road.id, both, {"position": "agree"}, at=road.at)
    assert [r.rule for r in told.value.reasons] == ["other_hands"]


def test_a_declining_region_never_holds_the_others(world: World) -> None:
    road = builders.standing(world, Joint.INITIATING)
    road.by(road.regions[2], "approver", "decline", reason="本省无同类设施")
    for region in road.regions[:2]:
        builders.accepted(road, region)
        builders.applied(road, region)
        builders.decided(road, region)
    assert road.state is Joint.DRAFTING


def test_all_declining_leads_to_an_end_after_the_grace_and_not_to_release(world: World) -> None:
    road = builders.standing(world, Joint.INITIATING)
    for region in road.regions:
        road.by(region, "approver", "decline", reason="不参加")
    with road.standing() as standing:
        assert standing.standard.below_floor_at is not None
    road.wait(days=31)
    road.wake()
    assert road.state is Joint.TERMINATED


def test_a_new_final_text_makes_approvals_stale_and_signing_again_heals(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.approved(road, road.lead)
    road.take("save_draft", builders.editor(road), text="1 范围\n本文件规定了另一件事。")
    builders.frozen(road, "final")
    with road.standing() as standing:
        assert standing.tracks[road.lead].state is Track.APPROVED
        gaps = [g["key"] for g in standing.standard.outlook["missing"]]  # type: ignore[index]
    assert "gap.stale" in gaps
    builders.approved(road, road.lead)


def test_a_failed_review_goes_back_once_and_ends_the_second_time(world: World) -> None:
    road = builders.standing(world, Joint.REVIEWING)
    for end, step in ((Joint.DRAFTING, "fail_review"), (Joint.TERMINATED, "fail_review_again")):
        builders.voting(road)
        builders.voted(road, agree=5)
        road.take(step, builders.experts(road)[0], minutes=PAPER, reason="指标依据不足")
        assert road.state is end
        if end is Joint.DRAFTING:
            builders.frozen(road, "consultation")
            road.by(road.lead, "handler", "forgo_consultation", declaration="无重大技术变更")
            builders.reviewing(road)


def test_an_objection_breaks_the_release_and_a_withdrawal_asks_for_a_new_final_text(world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    third = road.regions[2]
    with road.standing() as standing:
        clause = next(iter(standing.frozen.digest))  # type: ignore[union-attr]
    answers = {"reason": "山区无法达到", "clauses": [clause], "lift": "分期达标"}
    road.by(third, "approver", "object_release", position="disagree", **answers)
    assert road.state is Joint.APPROVING
    road.by(third, "approver", "withdraw_from_project", reason="无法达成一致")
    reasons = refusal(road, road.lead, "officer", "call_off_release", reason="-")
    assert reasons == ["misplaced"]
    builders.frozen(road, "final")
    for region in road.regions[:2]:
        builders.approved(road, region)
    instant = road.at + timedelta(hours=48)
    road.by(road.lead, "officer", "schedule_release", instant=instant.isoformat(), effective=builders.day(road, 70))
    for region in road.regions[:2]:
        builders.confirmed(road, region)
    builders.released(road)
    with road.standing() as standing:
        assert standing.state is Joint.RELEASED
        assert standing.tracks[third].state is Track.WITHDREW


def test_when_the_lead_leaves_the_next_region_leads(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    road.by(road.lead, "approver", "withdraw_from_project", reason="机构调整")
    with road.standing() as standing:
        assert standing.standard.lead_region == road.regions[1]
