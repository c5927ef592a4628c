"""A whole life on both databases, and what an act costs."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, SICHUAN, World
from workflow.records.events import Event
from workflow.records.followups import StandardDuty
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.standards import StandardTrack
from workflow.vocabulary import Duty, DutyKind, Joint, Number, Track


def test_a_stranger_of_another_agreement_finds_no_step(world: World) -> None:
    road = builders.proposed(world)
    with road.standing() as standing:
        stranger = world.seat(CHONGQING, "handler")
        from workflow.engine import offers

        assert offers(standing, stranger, road.at) == []


def test_three_regions_come_from_proposal_to_accepted_implementation_report(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    with world.database.read() as session:
        numbers = list(session.scalars(sa.select(RegionNumber.display).order_by(RegionNumber.key)))
        assert numbers == ["DB11/T 3901—2026", "DB12/T 3901—2026", "DB13/T 3901—2026"]
        assert session.scalars(sa.select(Serial.state)).all() == [Number.USED]
        assert set(session.scalars(sa.select(StandardTrack.state))) == {Track.IN_FORCE}
        filings = list(session.scalars(sa.select(StandardDuty.id).where(StandardDuty.kind == DutyKind.FILING)))
    report(road)
    with world.database.read() as session:
        assert set(session.scalars(sa.select(StandardDuty.state))) == {Duty.ACCEPTED}
    assert len(filings) == 3


def report(road: Road) -> None:
    """File in every region, then plan, report and accept a measure of the second region."""
    today = builders.day(road, 0)
    for region in road.regions:
        with road.standing() as standing:
            legal = [d.id for d in standing.duties if d.region_code == region and d.kind.legal]
        for duty in legal:
            answers = {"duty": duty, "done_on": today, "receipt_number": "备2026-1", "account": "已办"}
            road.by(region, "handler", "report_duty", **answers)
    implementer = road.world.seat(road.regions[1], "implementer")
    owner = implementer.organ_id
    road.by(road.lead, "handler", "plan_duty", kind="measure", title="宣贯", owner=owner, due_on=builders.day(road, 30))
    with road.standing() as standing:
        measure = next(d.id for d in standing.duties if d.kind is DutyKind.MEASURE)
    road.take("report_duty", implementer, duty=measure, done_on=today, account="已宣贯两场")
    road.by(road.lead, "handler", "accept_duty", duty=measure)


def test_two_regions_under_a_joint_cover_need_nothing_but_other_rows(world: World) -> None:
    road = builders.standing(world, Joint.RELEASED, agreement="CY", regions=(CHONGQING, SICHUAN))
    with road.standing() as standing:
        assert standing.serial is not None
        assert standing.serial.serial == 10901


def test_every_act_is_one_event_and_the_sequence_has_no_gap(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    with world.database.read() as session:
        query = sa.select(Event.sequence).where(Event.noun == "standard", Event.object_id == road.id)
        found = list(session.scalars(query.order_by(Event.sequence)))
        version = road.outcomes[-1].version
    assert found == list(range(1, version + 1))


@contextmanager
def counting(world: World) -> Iterator[list[str]]:
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    sa.event.listen(world.database.engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(world.database.engine, "before_cursor_execute", note)


def commits(world: World) -> list[int]:
    seen: list[int] = []
    sa.event.listen(world.database.engine, "commit", lambda connection: seen.append(1))
    return seen


def cost_of_an_approval(world: World, road: Road) -> int:
    """Statements of one region's approval, its statement to sign drawn up before."""
    builders.frozen(road, "final")
    builders.cosigned(road, road.lead)
    seat = world.seat(road.lead, "approver")
    road.wait(hours=1)
    signed = builders.sign(world, "approve_release", road.id, seat, {"position": "agree"}, road.at)
    from workflow import engine

    with counting(world) as said:
        engine.take(world.database, "approve_release", road.id, seat, {"position": "agree"}, at=road.at, signed=signed)
    return len(said)


def test_an_act_costs_the_same_with_two_regions_or_three_and_after_much_history(world: World) -> None:
    two = builders.standing(world, Joint.APPROVING, agreement="CY", regions=(CHONGQING, SICHUAN))
    three = builders.standing(world, Joint.APPROVING)
    costs = {cost_of_an_approval(world, two), cost_of_an_approval(world, three)}
    for _ in range(6):
        builders.standing(world, Joint.CONSULTING)
    aged = builders.standing(world, Joint.APPROVING)
    for n in range(20):
        aged.take("save_draft", builders.editor(aged), text=f"1 范围\n本文件规定了第 {n} 稿。")
    costs.add(cost_of_an_approval(world, aged))
    assert len(costs) == 1
    assert costs.pop() <= 18


def test_an_act_takes_one_commit(world: World) -> None:
    road = builders.proposed(world)
    seen = commits(world)
    road.by(road.lead, "handler", "invite", region=road.regions[1], reply_by=builders.day(road, 30))
    assert len(seen) == 1
