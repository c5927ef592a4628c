"""Four regions walk every road of the process: too long for each change, run by `pytest -m torture`."""

import pytest

from tests.house.walk.hostages import held
from tests.house.walk.invariants import ASKED, TOGETHER, broken, states_met
from tests.house.walk.roads import Walk
from workflow.process.standard import TABLE

DESIGNED = "1487431 situations, 22874760 moves"


@pytest.mark.torture
@pytest.mark.timeout(3 * 3600)
def test_four_regions_walk_every_road_and_no_invariant_breaks() -> None:
    roads = Walk(TABLE, 4, ASKED).walked()
    print(f"\nfour regions: {roads.figures()}; designed: {DESIGNED}")
    assert broken(roads, TABLE) == {}
    assert states_met(roads) == {joint: set() if joint.is_end else tracks for joint, tracks in TOGETHER.items()}
    assert [f"{s} without {place}, after {road}" for s, place, road in held(roads)] == []
