"""What was done by the rules replays without a fault, and to the state in which the tables stand."""

from datetime import timedelta

import pytest

from tests import again, builders
from tests.cast import LEAD, SECOND, World, founded
from workflow.db import Database
from workflow.replaying.report import report, verdicts
from workflow.vocabulary import Joint


@pytest.fixture
def world(database_url: str) -> World:
    return founded(database_url)


def test_a_road_to_its_end_and_one_that_is_under_way(world: World) -> None:
    builders.standing(world, Joint.IN_FORCE)
    road = builders.standing(world, Joint.CONSULTING)
    road.take("comment", None, clause="c1", opinion="宜明确。", reason="不明。", name="某人", contact="a@example.org")
    assert again.faults(world.database) == []
    found = report(world.database)
    assert (found.is_clean, found.counts["standards"]) == (True, 2)
    assert found.counts["acts"] == len(list(verdicts(world.database))) > 90
    assert {part for _, part in found.unjudged} <= {"tables", "answers.text", "answers.structure", "subjects", "timers"}


def test_a_release_that_breaks_off_and_a_clock_that_stood_still(world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    road.by(SECOND, "officer", "call_off_release", reason="文号有误。")
    road.at -= timedelta(days=9)  # whoever acts now is held by the log to the hour of the last act
    road.by(LEAD, "keeper", "ask_void_number", reason="不再需要。")
    assert again.faults(world.database) == []


def test_one_standard_alone_is_judged_like_all(world: World) -> None:
    first, second = (builders.standing(world, Joint.DRAFTING).id for _ in range(2))
    assert _objects(world.database, second) == {f"standard/{second}"}
    assert _objects(world.database, None) == {f"standard/{first}", f"standard/{second}"}


def _objects(database: Database, standard: int | None) -> set[str]:
    return {verdict.object for verdict in verdicts(database, standard)}
