"""Two people at the same instant: both count, the gate opens once; the same approval twice counts once."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, PAPER, SICHUAN, World
from workflow import engine
from workflow.act import Outcome
from workflow.db import Outdated
from workflow.process.reasons import Refused
from workflow.records.events import Event
from workflow.records.positions import Position
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Purpose

PAIRS = 100


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads that start together; gives what each returned or raised."""
    barrier = Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(n: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[n] = act()
        except Exception as fault:
            results[n] = fault

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def before_the_last_two(world: World) -> Road:
    """Two regions have applied and their handlers have spoken: both approvers may initiate."""
    road = builders.proposed(world, agreement="CY", regions=(CHONGQING, SICHUAN))
    builders.invited(road)
    for region in road.regions:
        builders.accepted(road, region)
        builders.applied(road, region)
        road.by(region, "handler", "take_position", position="agree")
    return road


def initiation(road: Road, region: str) -> dict[str, Any]:
    plan = {"plan_number": f"{region}-1", "document_number": "1号", "dated": builders.day(road, 0)}
    return {**plan, "checks": builders.CHECKS, "time_limit": builders.day(road, 500), "assessment": PAPER}


@pytest.mark.timeout(400)
def test_two_last_approvals_both_count_and_the_gate_opens_once(world: World) -> None:
    for _ in range(PAIRS):
        road = before_the_last_two(world)
        with road.standing() as standing:
            seen = standing.standard.version
        acts = [ready_at(road, region, seen) for region in road.regions]
        results = at_once(*acts)
        assert all(isinstance(r, Outcome) for r in results), results
        assert road.state is Joint.DRAFTING
    with world.database.read() as session:
        begun = session.scalar(sa.select(sa.func.count()).where(Event.act == "begin_drafting"))
        standards = session.scalar(sa.select(sa.func.count()).select_from(Standard))
    assert begun == standards == PAIRS


def ready_at(road: Road, region: str, seen: int) -> Callable[[], Outcome]:
    world, answers = road.world, initiation(road, region)
    seat = world.seat(region, "approver")
    signed = builders.sign(world, "initiate", road.id, seat, answers, road.at)
    return lambda: engine.take(
        world.database, "initiate", road.id, seat, answers, at=road.at, version=seen, signed=signed
    )


@pytest.mark.timeout(200)
def test_the_same_approval_twice_at_once_counts_once(world: World) -> None:
    for _ in range(10):
        road = before_the_last_two(world)
        with road.standing() as standing:
            seen = standing.standard.version
        results = at_once(*[ready_at(road, CHONGQING, seen) for _ in range(2)])
        done = [r for r in results if isinstance(r, Outcome)]
        refused = [r for r in results if not isinstance(r, Outcome)]
        assert len(done) == 1, results
        assert isinstance(refused[0], (Refused, Outdated))
        with world.database.read() as session:
            mine = sa.select(sa.func.count()).select_from(Position)
            mine = mine.where(Position.standard_id == road.id, Position.purpose == Purpose.INITIATION)
            approvals = session.scalar(mine.where(Position.role == "approver"))
        assert approvals == 1
