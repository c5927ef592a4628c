"""The release is one instant for all; its own day of effect a region has as far as the agreement allows."""

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road, day
from tests.cast import World
from workflow import clock
from workflow.exports.verification import verify
from workflow.picture.standing import Case
from workflow.process.reasons import Refused
from workflow.process.standard import ROWS
from workflow.records.agreements import RuleSet
from workflow.vocabulary import Joint, Track

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"


def tolerant(world: World, days: int) -> None:
    """The agreement lets the effective dates differ by so many days."""
    with world.database.plain() as session:
        for rules in session.scalars(sa.select(RuleSet)):
            terms = {**rules.terms, "effective.tolerance_days": {"value": days, "cites": "协议", "mark": "设计"}}
            session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms=terms))


def confirmed(road: Road, region: str, **more: str) -> None:
    organ = road.world.seat(region, "approver").organ_id
    told = {"document_number": f"{region}公告〔2026〕1号", "issuer": "市场监督管理局", "filing_owner": organ}
    road.by(region, "officer", "confirm_release", **told, **more)


def refused(road: Road, region: str, **more: str) -> list[str]:
    with pytest.raises(Refused) as told:
        confirmed(road, region, **more)
    return [reason.rule for reason in told.value.reasons]


def is_clean(world: World) -> bool:
    """Nothing departs from the record but the terms that the test itself wrote."""
    found = verify(world.database, None).findings
    return {finding.place.table for finding in found} <= {"rule_sets"}


def ahead(road: Road, days: int) -> str:
    """So many days after the effective date of all."""
    with road.standing() as standing:
        assert standing.release is not None
        return clock.days_after(standing.release.effective_on, days).isoformat()


def test_where_the_agreement_says_nothing_the_day_is_that_of_all(world: World) -> None:
    road = builders.standing(world, Joint.SCHEDULED)
    with road.standing() as standing:
        case = Case(standing, world.seat(HEBEI, "officer"), road.at)
        assert "own_effective" not in {ask.name for ask in ROWS["confirm_release"].asked(case)}


def test_a_region_applies_the_standard_from_its_own_day_within_the_days_agreed(world: World) -> None:
    tolerant(world, 30)
    road = builders.standing(world, Joint.SCHEDULED)
    assert refused(road, HEBEI, own_effective=ahead(road, 31)) == ["same_day"]
    assert refused(road, HEBEI, own_effective=ahead(road, -1)) == ["own_day_later"]
    own = ahead(road, 30)
    confirmed(road, HEBEI, own_effective=own)
    for region in (BEIJING, TIANJIN):
        confirmed(road, region)
    assert road.state is Joint.SEALED
    builders.released(road)
    with road.standing() as standing:
        effective = standing.standard.effective_on
        assert effective is not None
        assert str(standing.tracks[HEBEI].effective_on) == own
    road.at = clock.start_of(effective)
    road.wake()
    with road.standing() as standing:
        states = {code: track.state for code, track in standing.tracks.items()}
    assert states == {BEIJING: Track.IN_FORCE, TIANJIN: Track.IN_FORCE, HEBEI: Track.ANNOUNCED}
    road.wait(days=31)
    road.wake()
    with road.standing() as standing:
        assert standing.tracks[HEBEI].state is Track.IN_FORCE
    assert is_clean(world)


def test_an_aborted_release_leaves_no_day_behind(world: World) -> None:
    tolerant(world, 30)
    road = builders.standing(world, Joint.SCHEDULED)
    confirmed(road, HEBEI, own_effective=ahead(road, 10))
    road.by(BEIJING, "officer", "call_off_release", reason="暂缓")
    with road.standing() as standing:
        assert standing.tracks[HEBEI].effective_on is None
    instant = clock.start_of(clock.days_after(clock.day_of(road.at), 3)).isoformat()
    road.by(BEIJING, "officer", "schedule_release", instant=instant, effective=day(road, 70))
    for region in road.regions:
        confirmed(road, region)
    road.wait(days=4)
    road.wake()
    with road.standing() as standing:
        assert {track.effective_on for track in standing.tracks.values()} == {None}
    assert is_clean(world)
