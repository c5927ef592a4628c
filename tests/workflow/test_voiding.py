"""Voiding a number takes two keepers of two regions within a day: the second is told, and told until when."""

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import World
from web.project.head import nums
from workflow.process.gaps.gap import Gap
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.records.numbers import RegionNumber
from workflow.vocabulary import Joint, Role

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"


def voiding(road: Road) -> list[Gap]:
    with road.standing() as standing:
        return [gap for gap in gaps(standing, road.at) if gap.key == "gap.confirm_void"]


def turns(road: Road) -> set[tuple[str | None, str]]:
    with road.standing() as standing:
        return {(turn.region_code, turn.step) for turn in standing.turns}


def test_another_regions_keeper_is_told_until_the_term_is_over(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.numbered(road)
    assert not voiding(road)
    road.by(BEIJING, "keeper", "ask_void_number", reason="号段用错")
    assert [(gap.role, gap.region, gap.step) for gap in voiding(road)] == [(Role.KEEPER, TIANJIN, "void_number")]
    assert (TIANJIN, "void_number") in turns(road)
    road.wait(hours=25)
    road.wake()
    assert not voiding(road)
    assert (TIANJIN, "void_number") not in turns(road)
    road.by(HEBEI, "keeper", "ask_void_number", reason="号段用错")
    assert [gap.region for gap in voiding(road)] == [BEIJING]
    road.by(BEIJING, "keeper", "void_number", reason="号段用错")
    assert (BEIJING, "reserve_number") in turns(road)


def test_the_chain_names_whoever_owes_next(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    cures = []
    for step in ("departments", "handler"):
        with pytest.raises(Refused) as refused:
            road.by(BEIJING, "approver", "approve_release", position="agree")
        cures.append(next(r.cure for r in refused.value.reasons if r.rule == "chain_complete"))
        if step == "departments":
            for office in builders.release_departments(road, BEIJING):
                road.take("take_position", office, position="agree")
    assert cures == [Role.COSIGNER, Role.HANDLER]


def test_a_repealed_number_is_marked_in_the_head(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    builders.cosigned(road, HEBEI, outcome="repeal")
    answers = {"reason": "另有标准", "document_number": "废〔2026〕1号", "repealed_on": builders.day(road, 40)}
    road.by(HEBEI, "approver", "repeal_here", **answers)
    with road.standing() as standing:
        numbers: list[RegionNumber] = list(standing.numbers.values())
        shown = nums(standing, numbers)
    gone = standing.numbers[HEBEI].display
    assert f"{gone}（已废止）" in shown
    assert gone not in shown
    assert standing.numbers[BEIJING].display in shown
