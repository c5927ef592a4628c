"""Each region reviews for itself: its own panel, its own attempts; who fails twice leaves, and the others go on."""

from typing import Any

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, PAPER, SECOND, THIRD, World
from tests.terms import agreed
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.vocabulary import Joint, Panel, Track

OWN = {"review.mode": "per_region", "review.panel_min": 3}


def called(world: World, *, regions: tuple[str, ...] = (LEAD, SECOND, THIRD), **terms: Any) -> Road:
    agreed(world, **{key.replace(".", "__"): value for key, value in OWN.items()}, **terms)
    return builders.standing(world, Joint.REVIEWING, regions=regions)


def panel_of(road: Road, region: str) -> list[Seat]:
    """Three experts of the region's own; the first presides."""
    return road.world.of(region, "expert")[:3]


def appointed(road: Road, region: str) -> None:
    persons = [seat.person_id for seat in panel_of(road, region)]
    road.by(region, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:1])
    for seat in panel_of(road, region):
        road.take("declare_interest", seat, interest="none")


def concluded(road: Road, region: str, *, passes: bool, **more: Any) -> None:
    """The region's panel votes, and its chair concludes."""
    members = panel_of(road, region)
    road.take("open_vote", members[0], present=[seat.person_id for seat in members])
    for seat in members:
        no = {"position": "disagree", "opinion": "理由不足"}
        road.take("vote", seat, **({"position": "agree"} if passes else no))
    step, why = ("pass_review_here", more) if passes else ("fail_review_here", {"reason": "指标没有试验支持"})
    road.take(step, members[0], minutes=PAPER, **why)


def reviewed(road: Road, **passes: bool) -> None:
    """Every region's panel sits; `r110000=True` says which of them pass."""
    said = {name.removeprefix("r"): word for name, word in passes.items()}
    for region in said:
        appointed(road, region)
    road.wait(days=20)
    for region, word in said.items():
        concluded(road, region, passes=word)


def revised(road: Road) -> None:
    """The text comes back from drafting without another consultation."""
    builders.frozen(road, "consultation")
    road.by(road.lead, "handler", "forgo_consultation", declaration="没有重大技术变更")
    builders.reviewing(road)


def track(road: Road, region: str) -> Track:
    with road.standing() as found:
        return found.tracks[region].state


def odd(world: World) -> list[Any]:
    """What a verification finds, but for the rule set that was changed by hand."""
    return [f for f in verify(world.database, None).findings if f.place.table not in ("rule_sets", "agreements")]


def test_each_region_has_its_own_panel_and_the_gate_asks_for_all(world: World) -> None:
    road = called(world)
    with road.standing() as found:
        assert sorted(p.region_code for p in found.open_panels if p.region_code) == [LEAD, SECOND, THIRD]
        assert {gap.key for gap in gaps(found, road.at)} >= {"gap.panel_of"}
        assert {gap.region for gap in gaps(found, road.at) if gap.key == "gap.panel_of"} == {LEAD, SECOND, THIRD}
    reviewed(road, r110000=True, r120000=True)
    states = [road.state]
    reviewed(road, r130000=True)
    assert [*states, road.state] == [Joint.REVIEWING, Joint.APPROVING]
    assert odd(world) == []


def test_a_region_that_fails_is_answered_by_one_revision_and_leaves_after_the_second(world: World) -> None:
    road = called(world)
    reviewed(road, r110000=True, r120000=False, r130000=True)
    assert (road.state, track(road, SECOND)) == (Joint.DRAFTING, Track.INITIATED)
    revised(road)
    reviewed(road, r110000=True, r120000=False, r130000=True)
    assert (road.state, track(road, SECOND)) == (Joint.APPROVING, Track.WITHDREW)
    road.regions = (LEAD, THIRD)
    for leg in (builders.scheduled, builders.sealed, builders.released):
        leg(road)
    assert (road.state, track(road, SECOND)) == (Joint.RELEASED, Track.WITHDREW)
    assert odd(world) == []


def test_two_regions_fall_below_the_floor_when_one_leaves(world: World) -> None:
    road = called(world, regions=(LEAD, SECOND))
    reviewed(road, r110000=True, r120000=False)
    revised(road)
    reviewed(road, r110000=True, r120000=False)
    assert (road.state, track(road, SECOND)) == (Joint.REVIEWING, Track.WITHDREW)
    road.wait(days=31)
    road.wake()
    assert road.state is Joint.TERMINATED
    assert odd(world) == []


def test_where_the_terms_say_so_the_second_failure_of_one_ends_it_for_all(world: World) -> None:
    road = called(world, review__region_failure="ends")
    reviewed(road, r110000=True, r120000=False, r130000=True)
    revised(road)
    reviewed(road, r110000=True, r120000=False)
    assert road.state is Joint.TERMINATED
    with road.standing() as found:
        assert found.standard.ending == "review_failed"
        assert {p.state for p in found.panels} <= {Panel.CONCLUDED, Panel.DISSOLVED}
    assert odd(world) == []


def test_nobody_forms_the_panel_of_another_region_nor_sits_on_two(world: World) -> None:
    road = called(world)
    appointed(road, LEAD)
    mine = [seat.person_id for seat in panel_of(road, SECOND)[:2]]
    other = panel_of(road, LEAD)[0].person_id
    with pytest.raises(Refused) as refused:
        road.by(SECOND, "secretary", "appoint_panel", experts=[*mine, other], chair=mine[0], users=[mine[0]])
    assert refused.value.reasons[0].facts == {"faults": ["fault.panel_twice"]}
    with pytest.raises(Refused):  # the lead's secretary has formed the lead's, and no other is the lead's to form
        appointed(road, LEAD)


def test_a_silent_panel_is_late_and_the_others_may_go_on_without_its_region(world: World) -> None:
    road = called(world)
    reviewed(road, r110000=True, r130000=True)
    road.wait(days=110)
    road.wake()
    motion = road.by(LEAD, "handler", "table_motion", kind="go_on_without", region=SECOND, reason="审查组逾期未组成")
    for region in (LEAD, THIRD):
        road.by(region, "approver", "vote_motion", motion=motion.facts["motion"], position="agree")
    assert (road.state, track(road, SECOND)) == (Joint.APPROVING, Track.OUTSIDE)
    assert odd(world) == []


def test_a_joint_panel_has_no_button_for_the_conclusion_of_one_region(world: World) -> None:
    road = builders.standing(world, Joint.REVIEWING)
    builders.voting(road)
    builders.voted(road)
    with pytest.raises(Refused) as refused:
        road.take("pass_review_here", builders.experts(road)[0], minutes=PAPER)
    assert [reason.rule for reason in refused.value.reasons] == ["misplaced"]
