"""Two last votes on one motion at the same instant, and a vote beside what the region named owed."""

from collections.abc import Callable

import sqlalchemy as sa

from tests import builders
from tests.builders import Road, day
from tests.cast import World
from tests.workflow.test_races import at_once
from workflow import engine
from workflow.act import Outcome
from workflow.records.events import Event
from workflow.records.motions import MotionVote
from workflow.vocabulary import Joint

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"


def ready(road: Road, region: str, motion: int) -> Callable[[], Outcome]:
    world, answers = road.world, {"motion": motion, "position": "agree"}
    seat = world.seat(region, "approver")
    with road.standing() as standing:
        seen = standing.standard.version
    signed = builders.sign(world, "vote_motion", road.id, seat, answers, road.at)
    return lambda: engine.take(
        world.database, "vote_motion", road.id, seat, answers, at=road.at, version=seen, signed=signed
    )


def count(world: World, act: str) -> int:
    with world.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).where(Event.act == act)) or 0


def test_two_last_votes_at_once_both_count_and_the_motion_moves_once(world: World) -> None:
    for turn in range(1, 6):
        road = builders.standing(world, Joint.CONSULTING)
        told = road.by(BEIJING, "handler", "table_motion", kind="suspend", reason="协商", until=day(road, 60))
        motion = int(told.facts["motion"])
        road.by(BEIJING, "approver", "vote_motion", motion=motion, position="agree")
        results = at_once(ready(road, TIANJIN, motion), ready(road, HEBEI, motion))
        assert all(isinstance(r, Outcome) for r in results), results
        assert road.state is Joint.SUSPENDED
        with world.database.read() as session:
            votes = session.scalar(sa.select(sa.func.count()).where(MotionVote.motion_id == motion))
        assert (votes, count(world, "carry_motion"), count(world, "suspend")) == (3, turn, turn)
