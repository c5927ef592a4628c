"""Every road that the process table allows two and three regions, walked to its end; W1 … are its invariants."""

from functools import cache

import pytest

from tests.house.walk.faults import BARE, FAULTS, LEAN, Fault, lean
from tests.house.walk.invariants import ASKED, TOGETHER, broken, states_met
from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, NOW, seat
from tests.house.walk.picture import picture
from tests.house.walk.roads import Roads, Walk
from tests.house.walk.situation import Serial, Situation
from workflow.effects import moves
from workflow.process import reasons
from workflow.process.standard import TABLE
from workflow.standing import Case
from workflow.vocabulary import Joint, SeatRole
from workflow.who import role_of

HELD = (
    *("W1", "W2", "W3", "W5", "W5 acts", "W6 window", "W6 drafters", "W7"),
    *("W8", "W8 acts", "W9", "W10", "W12", "W13", "W15"),
)


@cache
def two_regions() -> Roads:
    """Two regions, everything."""
    return Walk(TABLE, 2, ASKED).walked()


@cache
def faultless(names: frozenset[str], regions: int) -> dict[str, str]:
    """What the sound table shows with those rows alone."""
    rows = lean(names)
    return broken(Walk(rows, regions, ASKED).walked(), rows)


@pytest.mark.timeout(300)
def test_three_regions_walk_every_road_and_no_invariant_breaks() -> None:
    roads = Walk(TABLE, 3, ASKED).walked()
    print(f"\nthree regions: {roads.figures()}")
    assert broken(roads, TABLE) == {}
    assert {joint: met for joint, met in states_met(roads).items() if not joint.is_end} == TOGETHER
    assert Joint.TERMINATED in states_met(roads)


@pytest.mark.parametrize("invariant", HELD)
def test_two_regions_keep(invariant: str) -> None:
    never = {"ask_to_join"}  # takes a third region: the other one is invited, or initiation never opens
    assert broken(two_regions(), [row for row in TABLE if row.name not in never]).get(invariant, "") == ""


def test_two_regions_reach_every_state_that_three_reach() -> None:
    print(f"\ntwo regions: {two_regions().figures()}")
    assert {joint for joint in states_met(two_regions()) if not joint.is_end} == set(TOGETHER)


def test_the_walk_refuses_exactly_what_the_engine_refuses() -> None:
    roads, seats = two_regions(), [seat(role, code) for role in SeatRole for code in CODES[:2]]
    for s in roads.situations[::97]:
        standing = picture(s)
        for row in TABLE:
            for who in seats:
                case = Case(standing, who, NOW, role=role_of(row.who, Case(standing, who, NOW)))
                is_refused = reasons.misplaced(row, case) or reasons.unmet(row, case)
                assert is_open(row, case) is not bool(is_refused), (row.name, who.role, s)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_faulty_table_is_reported(fault: Fault) -> None:
    names = LEAN if fault.regions == 2 else BARE
    rows = fault.change(lean(names))
    roads = Walk(rows, fault.regions, ASKED, until=fault.reported).walked()
    is_whole = len(roads.successors) == len(roads.situations)
    reported = broken(roads, rows) if is_whole else roads.breaches
    assert fault.reported <= reported.keys() - faultless(names, fault.regions).keys(), sorted(reported)


def test_an_end_that_keeps_its_number_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "AT_THE_END", tuple(m for m in moves.AT_THE_END if m.what != "serials"))
    roads = Walk(lean(), 2, ASKED, until={"W8"}).walked()
    ended = [s for s in roads.situations if s.joint.is_end and s.serial is not Serial.NONE]
    assert "still holds a number" in roads.told("W8"), ended


def test_a_situation_far_from_any_road_is_corruption() -> None:
    judge = ASKED.situations["W9"]
    assert judge(Situation(Joint.RELEASED, two_regions().situations[0].regions)) == "accepted under released"
