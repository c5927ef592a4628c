"""Joint release is one indivisible act: all regions at the agreed instant, or none, wherever it is interrupted."""

from datetime import timedelta

import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import World
from workflow import engine
from workflow.exports.verification import verify
from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.releases import Release
from workflow.records.standards import Standard, StandardTrack
from workflow.rules.releasing import nobody_objects
from workflow.vocabulary import Joint


class Cut(Exception):
    """The power goes at this statement."""


def picture(world: World) -> dict[str, object]:
    """What the outside would see of the release."""
    with world.database.read() as session:
        return {
            "state": session.scalar(sa.select(Standard.state)),
            "tracks": sorted(session.scalars(sa.select(StandardTrack.state))),
            "numbers": session.scalar(sa.select(sa.func.count()).select_from(RegionNumber)),
            "duties": session.scalar(sa.select(sa.func.count()).select_from(StandardDuty)),
            "serial": session.scalar(sa.select(Serial.state)),
        }


def test_before_the_instant_nothing_is_released(world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    road.wait(hours=47)
    road.wake()
    assert road.state is Joint.SEALED


def test_cut_at_any_statement_it_is_sealed_still_and_then_released_whole(world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    road.wait(days=3)
    sealed = picture(world)
    cuts = 0
    while cut_at(world, road, cuts):
        assert picture(world) == sealed
        cuts += 1
    assert cuts > 12
    released = picture(world)
    assert released["state"] is Joint.RELEASED
    assert released["numbers"] == 3
    assert released["duties"] == 6
    assert verify(world.database, None).findings == []


def cut_at(world: World, road: Road, n: int) -> bool:
    """Wake the release with a cut at its n-th statement; False once it went through uncut."""
    seen = 0

    def cut(*rest: object) -> None:
        nonlocal seen
        if seen == n:
            raise Cut
        seen += 1

    sa.event.listen(world.database.engine, "before_cursor_execute", cut)
    try:
        engine.wake(world.database, road.id, road.at)
    except Cut:
        return True
    finally:
        sa.event.remove(world.database.engine, "before_cursor_execute", cut)
    return False


def test_a_late_release_records_its_lateness(world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    with road.standing() as standing:
        instant = standing.release.instant  # type: ignore[union-attr]
    road.at = instant + timedelta(hours=2)
    road.wake()
    with world.database.read() as session:
        assert session.scalar(sa.select(Release.late_seconds)) == 7200


def test_a_release_not_confirmed_by_its_instant_is_aborted_and_keeps_its_number(world: World) -> None:
    road = builders.standing(world, Joint.SCHEDULED)
    builders.confirmed(road, road.lead)
    road.wait(days=3)
    road.wake()
    with road.standing() as standing:
        assert standing.state is Joint.APPROVING
        assert {track.state.value for track in standing.tracks.values()} == {"approved"}
        assert standing.serial is not None


def test_any_region_may_stop_the_release_alone(world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    road.by(road.regions[2], "officer", "call_off_release", reason="公告有误")
    assert road.state is Joint.APPROVING
    road.wait(days=3)
    road.wake()
    assert road.state is Joint.APPROVING


def test_each_region_that_objects_is_told_with_its_own_newest_reason(world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    with road.standing() as standing:
        clause = next(iter(standing.frozen.digest))  # type: ignore[union-attr]
    first, second = road.regions[1:3]
    no = {"position": "disagree", "clauses": [clause], "lift": "分期达标"}
    road.by(second, "approver", "object_release", reason="山区无法达到", **no)
    road.by(first, "approver", "object_release", reason="试点没有做完", **no)
    with road.standing() as standing:
        told = nobody_objects.check(Case(standing, None, road.at))
        assert told is not None
        names = [standing.named(code).zh for code in (first, second)]
    assert [region.zh for region in told["regions"]] == [f"{names[0]}“试点没有做完”", f"{names[1]}“山区无法达到”"]
    assert told["reasons"] == ["试点没有做完", "山区无法达到"]
