"""A yes names what it was taken on: it is stale the moment that this changes, not when somebody notices."""

from tests import builders
from tests.builders import Road
from tests.cast import World
from workflow import gates
from workflow.process.seals import seal
from workflow.records.standards import StandardTrack
from workflow.vocabulary import Joint, Track

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"


def seals(road: Road) -> dict[str, str]:
    with road.standing() as standing:
        return {code: seal(standing, code, ()) for code in road.regions}


def unapproved(road: Road) -> list[str]:
    with road.standing() as standing:
        return gates.unapproved(standing, standing.counted)


def test_a_yes_to_a_release_is_stale_once_a_region_left(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    for region in (BEIJING, TIANJIN):
        builders.approved(road, region)
    assert unapproved(road) == [HEBEI]
    road.by(HEBEI, "approver", "withdraw_from_project", reason="不再参加")
    assert unapproved(road) == [BEIJING, TIANJIN]
    assert seals(road) == {BEIJING: "stale", TIANJIN: "stale", HEBEI: "withdrawn"}
    builders.frozen(road, "final")
    for region in (BEIJING, TIANJIN):
        builders.approved(road, region)
    assert unapproved(road) == []


def test_a_region_that_joins_what_is_released_leaves_the_old_yes_as_it_was(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE, regions=(BEIJING, TIANJIN))
    with road.standing() as standing:
        joined = StandardTrack(region_code=HEBEI, state=Track.IN_FORCE)
        standing.__dict__["tracks"] = standing.tracks | {HEBEI: joined}
        assert HEBEI in standing.counted
        said = [p for p in standing.positions if p.purpose.value == "release"]
        assert said
        assert all(gates.is_fresh(standing, position) for position in said)
