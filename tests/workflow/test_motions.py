"""What concerns all regions and is no gate: motions carry over silence, never over a block, and at once."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import World
from workflow import clock
from workflow.exports.verification import verify
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion
from workflow.records.notices import RegionNotice
from workflow.records.standards import StandardTrack
from workflow.vocabulary import DutyKind, Joint, MotionState, Track

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"


def tabled(road: Road, kind: str, where: str = BEIJING, /, **answers: Any) -> int:
    told = road.by(where, "handler", "table_motion", kind=kind, reason="协商", **answers)
    return int(told.facts["motion"])


def says(road: Road, where: str, motion: int, position: str = "agree", **answers: Any) -> None:
    road.by(where, "approver", "vote_motion", motion=motion, position=position, **answers)


def refused(road: Road, where: str, role: str, step: str, /, **answers: Any) -> list[str]:
    with pytest.raises(Refused) as told:
        road.by(where, role, step, **answers)
    return [reason.rule for reason in told.value.reasons]


def state_of(road: Road, motion: int) -> MotionState:
    with road.world.database.read() as session:
        return session.scalars(sa.select(Motion.state).where(Motion.id == motion)).one()


def now(road: Road) -> Joint:
    return road.state


def track(road: Road, region: str) -> StandardTrack:
    with road.standing() as standing:
        return standing.tracks[region]


def is_clean(road: Road) -> bool:
    """Nothing in the tables departs from what the acts told."""
    findings = verify(road.world.database, None).findings
    print(*findings, sep="\n")
    return not findings


def test_a_suspension_returns_to_where_it_stood_with_the_days_that_were_left(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    road.wait(days=10)
    before = clock.day_of(road.at)
    motion = tabled(road, "suspend", until=builders.day(road, 60))
    for region in (BEIJING, TIANJIN):
        says(road, region, motion)
    assert now(road) is Joint.CONSULTING
    says(road, HEBEI, motion, "abstain")
    assert now(road) is Joint.SUSPENDED
    road.wait(days=40)
    road.wake()
    assert now(road) is Joint.SUSPENDED
    road.wait(days=21)
    road.wake()
    assert now(road) is Joint.CONSULTING
    paused = (clock.day_of(road.at) - before).days
    road.wait(days=19)
    road.wake()
    assert now(road) is Joint.CONSULTING
    road.wait(days=3)
    road.wake()
    assert now(road) is Joint.ANSWERING
    assert paused in (61, 62)
    assert is_clean(road)


def test_a_block_stops_a_motion_and_silence_does_not(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    blocked = tabled(road, "extend_plan")
    says(road, BEIJING, blocked)
    assert refused(road, TIANJIN, "approver", "vote_motion", motion=blocked, position="disagree") == ["block_explained"]
    says(road, TIANJIN, blocked, "disagree", reason="进度可以保证")
    with road.standing() as standing:
        waiting = {(gap.key, gap.region) for gap in gaps(standing, road.at) if gap.key.startswith("gap.motion")}
    assert waiting == {("gap.motion", HEBEI), ("gap.motion_blocked", None)}
    says(road, HEBEI, blocked)
    road.wait(days=16)
    road.wake()
    assert state_of(road, blocked) is MotionState.LOST
    again = tabled(road, "extend_plan")
    before = track(road, BEIJING).plan_until
    says(road, BEIJING, again)
    says(road, TIANJIN, again)
    assert state_of(road, again) is MotionState.TABLED
    road.wait(days=16)
    road.wake()
    assert state_of(road, again) is MotionState.CARRIED
    assert before is not None
    assert track(road, BEIJING).plan_until == clock.months_after(before, 12)
    assert refused(road, BEIJING, "handler", "table_motion", kind="extend_plan", reason="再延") == ["not_extended_yet"]
    assert is_clean(road)


def test_a_late_region_is_told_up_the_ladder_and_passed_over_only_then(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    for region in (BEIJING, TIANJIN):
        persons = [s.person_id for s in world.of(region, "drafter")]
        road.by(region, "handler", "name_drafters", persons=persons, unit="研究院")
    early = tabled(road, "go_on_without", region=HEBEI)
    for region in (BEIJING, TIANJIN):
        says(road, region, early)
    assert state_of(road, early) is MotionState.CARRIED
    assert track(road, HEBEI).state is Track.INITIATED  # it was not overdue: nothing to move
    rungs = []
    for days in (31, 5, 1, 7, 1):
        road.wait(days=days)
        road.wake()
        rungs.append(track(road, HEBEI).rung)
    assert rungs == [1, 1, 2, 2, 3]
    assert track(road, BEIJING).rung == 0
    with world.database.read() as session:
        tasks = session.scalars(sa.select(StandardDuty.matter).where(StandardDuty.kind == DutyKind.TASK)).all()
        steps = set(session.scalars(sa.select(RegionNotice.step).where(RegionNotice.region_code == HEBEI)))
    assert tasks == ["duty.overdue_matter"]
    assert {"remind_approver", "tell_chair", "put_on_agenda"} <= steps
    late = tabled(road, "go_on_without", region=HEBEI)
    assert refused(road, HEBEI, "approver", "vote_motion", motion=late, position="agree") == ["votes_here"]
    for region in (BEIJING, TIANJIN):
        says(road, region, late)
    assert track(road, HEBEI).state is Track.OUTSIDE
    assert is_clean(road)


def test_what_was_owed_is_done_on_the_eve_and_the_motion_moves_nothing(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    road.wait(days=50)
    motion = tabled(road, "go_on_without", region=HEBEI)
    says(road, BEIJING, motion)
    persons = [s.person_id for s in world.of(HEBEI, "drafter")]
    road.by(HEBEI, "handler", "name_drafters", persons=persons, unit="研究院")
    says(road, TIANJIN, motion)
    assert state_of(road, motion) is MotionState.CARRIED
    assert track(road, HEBEI).state is Track.INITIATED
    assert is_clean(road)


def test_the_lead_passes_the_plan_is_adjusted_and_the_project_ends_by_motions(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    motion = tabled(road, "transfer_lead", TIANJIN, region=TIANJIN)
    says(road, TIANJIN, motion)
    says(road, HEBEI, motion)
    with road.standing() as standing:
        assert standing.standard.lead_region == TIANJIN
    change = tabled(road, "adjust_plan", TIANJIN, title_zh="停车场充电设施管理规范")
    for region in road.regions:
        says(road, region, change)
    with road.standing() as standing:
        assert standing.standard.title_zh == "停车场充电设施管理规范"
    assert "text_frozen" in refused(road, BEIJING, "approver", "approve_release", position="agree")
    end = tabled(road, "terminate", TIANJIN)
    assert refused(road, BEIJING, "handler", "table_motion", kind="terminate", reason="同") == ["motion_new"]
    for region in road.regions:
        says(road, region, end)
    assert now(road) is Joint.TERMINATED
    assert is_clean(road)


def test_a_motion_says_all_that_its_kind_needs(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    far = clock.months_after(clock.day_of(road.at), 8).isoformat()
    assert refused(road, BEIJING, "handler", "table_motion", kind="suspend", reason="等") == ["motion_ends"]
    assert refused(road, BEIJING, "handler", "table_motion", kind="suspend", region=HEBEI, until=far, reason="等") == [
        "motion_names_none",
        "suspension_short",
    ]
    assert refused(road, BEIJING, "handler", "table_motion", kind="suspend", until=far, reason="等") == [
        "suspension_short"
    ]
    assert refused(road, BEIJING, "handler", "table_motion", kind="adjust_plan", reason="改") == ["motion_changes"]
    assert refused(road, BEIJING, "handler", "table_motion", kind="transfer_lead", reason="移交") == [
        "motion_names_one"
    ]
    wrong = {"kind": "transfer_lead", "region": BEIJING, "reason": "移交"}
    assert refused(road, BEIJING, "handler", "table_motion", **wrong) == ["lead_is_new"]
    motion = tabled(
        road, "suspend", TIANJIN, until=(clock.day_of(road.at) + (date(2026, 2, 1) - date(2026, 1, 1))).isoformat()
    )
    assert refused(road, BEIJING, "handler", "drop_motion", motion=motion, reason="撤") == ["tabled_here"]
    road.by(TIANJIN, "handler", "drop_motion", motion=motion, reason="撤")
    assert state_of(road, motion) is MotionState.DROPPED
    assert is_clean(road)


def test_one_region_alone_may_go_on_as_its_own(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    assert refused(road, BEIJING, "handler", "convert", reason="仅剩本市") == ["one_left"]
    for region in (TIANJIN, HEBEI):
        road.by(region, "approver", "withdraw_from_project", reason="另有安排")
    road.by(BEIJING, "handler", "convert", reason="仅剩本市")
    assert now(road) is Joint.CONVERTED
    assert is_clean(road)


def test_a_matter_of_the_joint_meeting_is_reported_and_accepted_before_any_release(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    for region in (BEIJING, TIANJIN):
        persons = [s.person_id for s in world.of(region, "drafter")]
        road.by(region, "handler", "name_drafters", persons=persons, unit="研究院")
    road.wait(days=46)
    road.wake()
    with road.standing() as standing:
        (task,) = [d.id for d in standing.duties]
        missing = {gap.step for gap in gaps(standing, road.at)}
    assert "report_duty" in missing
    told = {"duty": task, "done_on": builders.day(road, 0), "account": "会议已商定，河北下周委派"}
    road.by(BEIJING, "handler", "report_duty", **told)
    assert refused(road, BEIJING, "handler", "accept_duty", duty=task) == ["not_own_report"]
    assert is_clean(road)


def test_nobodys_silence_is_cut_short_and_no_second_motion_follows_a_lead_that_moved(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    for days in (1, 14, 91):
        hurried = {"kind": "extend_plan", "reason": "协商", "vote_by": builders.day(road, days)}
        assert refused(road, BEIJING, "handler", "table_motion", **hurried) == ["motion_lasts"]
    tabled(road, "transfer_lead", TIANJIN, region=TIANJIN)
    other = {"kind": "transfer_lead", "region": HEBEI, "reason": "协商"}
    assert refused(road, HEBEI, "handler", "table_motion", **other) == ["motion_new"]
    done = tabled(road, "extend_plan")
    for region in road.regions:
        says(road, region, done)
    again = {"kind": "extend_plan", "reason": "再延"}
    assert refused(road, BEIJING, "handler", "table_motion", **again) == ["not_extended_yet"]
