"""What the process tells by itself: once each, at its instant or late, and nothing moves by it."""

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import World
from tests.workflow.test_motions import is_clean, refused, says, tabled
from workflow import clock
from workflow.process.missing import gaps
from workflow.records.events import Event
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion
from workflow.records.notices import RegionNotice
from workflow.rules.reminding import REMINDERS
from workflow.vocabulary import Duty, Joint, MotionKind, MotionState
from workflow.words import speaking, tell

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"


def reminded(road: Road) -> Counter[str]:
    """How often each reminder was told."""
    with road.world.database.read() as session:
        acts = session.scalars(sa.select(Event.act).where(Event.object_id == road.id, Event.noun == "standard"))
        return Counter(act for act in acts if act in REMINDERS)


def heard(road: Road, step: str) -> set[str]:
    """The regions that were told."""
    with road.world.database.read() as session:
        mine = RegionNotice.standard_id == road.id, RegionNotice.step == step
        return set(session.scalars(sa.select(RegionNotice.region_code).where(*mine)))


def slept(road: Road, days: int) -> None:
    """The process is woken after so many days, and once more: what was told is not told again."""
    road.wait(days=days)
    road.wake()
    road.wake()


def test_a_proposal_is_warned_of_before_it_lapses(world: World) -> None:
    road = builders.proposed(world)
    slept(road, 330)
    assert not reminded(road)
    slept(road, 10)
    assert reminded(road) == {"remind_of_lapse": 1}
    assert road.state is Joint.PROPOSED
    assert heard(road, "remind_of_lapse") == {BEIJING}


def test_half_of_the_consultation_and_late_answers_are_told(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    slept(road, 10)
    assert not reminded(road)
    slept(road, 6)
    assert reminded(road) == {"remind_half_time": 1}
    slept(road, 20)
    assert road.state is Joint.ANSWERING
    slept(road, 66)
    assert reminded(road) == {"remind_half_time": 1}
    slept(road, 5)
    assert reminded(road)["tell_answering_late"] == 1


def test_at_half_time_a_region_hears_that_units_it_wrote_to_are_silent(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    for region, unit in ((BEIJING, "甲公司"), (TIANJIN, "乙公司"), (HEBEI, "丙公司")):
        road.by(region, "handler", "write_to", units=f"企业，{unit}，", sent_on=builders.day(road, 0))
    road.take("note_reply", None, addressee="2", reply="no_comment")
    slept(road, 16)
    assert reminded(road) == {"remind_half_time": 1, "remind_of_units": 2}
    assert heard(road, "remind_of_units") == {BEIJING, HEBEI}
    asked_late = {"units": "企业，丁公司，", "sent_on": builders.day(road, 0)}
    road.by(BEIJING, "handler", "write_to", **asked_late)
    slept(road, 2)
    assert reminded(road)["remind_of_units"] == 2
    assert is_clean(road)


def test_a_plan_that_is_over_goes_before_the_meeting_and_the_second_time_before_the_regions(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    slept(road, 506)
    assert "tell_plan_over" not in reminded(road)
    slept(road, 3)
    assert reminded(road)["tell_plan_over"] == 1
    slept(road, 8)
    with road.standing() as standing:
        matter = next(d for d in standing.duties if d.matter == "duty.plan_over")
        assert (matter.state, matter.title) == (Duty.OPEN, "")
    motion = tabled(road, "extend_plan")
    for region in road.regions:
        says(road, region, motion)
    with road.standing() as standing:
        assert next(d for d in standing.duties if d.matter == "duty.plan_over").state is Duty.EXCUSED
    slept(road, 365)
    with road.standing() as standing:
        own = [m for m in standing.motions if m.kind is MotionKind.TERMINATE]
    assert [(m.tabled_by, m.tabled_region, m.state) for m in own] == [(None, None, MotionState.TABLED)]
    assert heard(road, "move_to_terminate") == set(road.regions)
    assert refused(road, BEIJING, "handler", "drop_motion", motion=own[0].id, reason="撤回") == ["tabled_here"]
    slept(road, 20)
    with road.world.database.read() as session:
        ended = session.scalars(sa.select(Motion.state).where(Motion.id == own[0].id)).one()
    assert ended is MotionState.LOST
    assert road.state is Joint.DRAFTING
    slept(road, 400)
    assert reminded(road)["move_to_terminate"] == 1
    assert is_clean(road)


def test_the_process_moves_to_terminate_and_the_regions_do(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    motion = tabled(road, "extend_plan")
    for region in road.regions:
        says(road, region, motion)
    slept(road, 500 + 365 + 20)
    with road.standing() as standing:
        own = next(m for m in standing.motions if m.kind is MotionKind.TERMINATE)
    for region in road.regions:
        says(road, region, own.id)
    assert road.state is Joint.TERMINATED
    assert is_clean(road)


def test_a_department_that_keeps_its_region_waiting_is_told_of_to_its_approver(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    slept(road, 19)
    assert "tell_department_late" not in reminded(road)
    slept(road, 3)
    assert reminded(road)["tell_department_late"] == len(road.regions)
    slept(road, 3)
    assert reminded(road)["tell_department_late"] == len(road.regions)


def test_a_number_that_nobody_uses_is_told_of_and_never_freed(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.numbered(road)
    slept(road, 360)
    assert "remind_of_number" not in reminded(road)
    slept(road, 10)
    assert reminded(road)["remind_of_number"] == 1
    assert heard(road, "remind_of_number") == set(road.regions)
    with road.standing() as standing:
        assert standing.serial is not None


def test_a_release_that_is_not_sealed_in_time_is_told_to_all(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.scheduled(road, hours=24 * 10)
    slept(road, 2)
    assert "tell_sealing_late" not in reminded(road)
    slept(road, 2)
    assert reminded(road)["tell_sealing_late"] == 1
    assert road.state is Joint.SCHEDULED


def test_the_end_of_a_suspension_is_told_two_weeks_ahead(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    motion = tabled(road, "suspend", until=builders.day(road, 60))
    for region in road.regions:
        says(road, region, motion)
    slept(road, 44)
    assert not reminded(road)
    slept(road, 3)
    assert reminded(road) == {"remind_of_resuming": 1}
    assert road.state is Joint.SUSPENDED


def test_too_few_regions_are_told_of_at_once_and_every_week(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    for region in (TIANJIN, HEBEI):
        road.by(region, "approver", "withdraw_from_project", reason="不再参加")
    road.wake()
    assert reminded(road) == {"remind_of_floor": 1}
    for week in (2, 3, 4, 5):
        slept(road, 7)
        assert reminded(road)["remind_of_floor"] == week
    slept(road, 7)
    assert road.state is Joint.TERMINATED


def test_the_effective_date_and_late_duties_are_told(world: World) -> None:
    road = builders.standing(world, Joint.RELEASED)
    with road.standing() as standing:
        effective = standing.standard.effective_on
    assert effective is not None
    road.at = clock.start_of(clock.days_after(effective, -15)) + timedelta(hours=9)
    road.wake()
    assert "remind_of_effect" not in reminded(road)
    slept(road, 1)
    assert reminded(road)["remind_of_effect"] == 1
    told = reminded(road)
    assert told["tell_duty_late"] == told["tell_duty_overdue"] == len(road.regions)  # the text of 20 days
    slept(road, 40)
    told = reminded(road)
    assert told["tell_duty_late"] == told["tell_duty_overdue"] == 2 * len(road.regions)  # the filing of 60 days
    assert heard(road, "tell_duty_overdue") == set(road.regions)
    with road.standing() as standing:
        assert all(duty.state is Duty.OPEN for duty in standing.duties)


def test_an_outage_loses_no_reminder(world: World) -> None:
    road = builders.standing(world, Joint.RELEASED)
    slept(road, 400)
    assert road.state is Joint.IN_FORCE  # nobody is reminded of what has come
    assert reminded(road) == Counter(tell_duty_late=3, tell_duty_overdue=3)
    assert is_clean(road)


def test_the_task_of_a_late_region_is_taken_off_once_it_did_what_it_owed(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    for region in (BEIJING, TIANJIN):
        persons = [seat.person_id for seat in world.of(region, "drafter")]
        road.by(region, "handler", "name_drafters", persons=persons, unit="研究院")
    slept(road, 50)
    with road.standing() as standing:
        task = next(d for d in standing.duties if d.matter == "duty.overdue_matter")
        named = next(gap.facts["duty"] for gap in gaps(standing, road.at) if gap.key == "gap.duty")
    assert (task.state, task.title, task.matter_facts["region"]) == (Duty.OPEN, "", HEBEI)  # type: ignore[index]
    with speaking("en"):
        assert tell(named) == "Overdue matter of Hebei"
    persons = [seat.person_id for seat in world.of(HEBEI, "drafter")]
    road.by(HEBEI, "handler", "name_drafters", persons=persons, unit="研究院")
    with road.world.database.read() as session:
        assert session.scalars(sa.select(StandardDuty.state).where(StandardDuty.id == task.id)).one() is Duty.EXCUSED
    assert is_clean(road)
