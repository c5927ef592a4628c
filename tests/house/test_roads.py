"""Every road that the process table allows two and three regions, walked to its end; W1 … are its invariants."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

import pytest

from tests.house.walk.answers import ways
from tests.house.walk.carried import carrying, with_motion
from tests.house.walk.faults import BY_TERMS, FAULTS, LIVING, Fault, lean
from tests.house.walk.hostages import held
from tests.house.walk.invariants import ASKED, LEFT, TOGETHER, broken, states_met
from tests.house.walk.judge import Table, is_apart
from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, NOW, seat
from tests.house.walk.picture import picture
from tests.house.walk.roads import Roads, Walk
from tests.house.walk.situation import Serial, Situation, released, started
from tests.house.walk.whole import two_regions
from workflow.effects import moves
from workflow.picture.standing import Case, Standing
from workflow.process import reasons
from workflow.process.row import Row
from workflow.process.standard import ROWS, TABLE
from workflow.settling import open_system_rows
from workflow.vocabulary import LIVE, Joint, SeatRole, Track
from workflow.who import role_of

HELD = (
    *("W1", "W2", "W3", "W5", "W5 acts", "W6 window", "W6 drafters", "W7"),
    *("W8", "W8 acts", "W9", "W9 acts", "W10", "W11", "W12", "W13", "W15", "W15 acts", "alone"),
)
# What the design of the process met by its own walk, which kept lateness, extensions and review positions apart less.
DESIGNED = {2: "27111 situations, 151251 moves", 3: "210617 situations, 1998398 moves"}
OPEN = {joint: tracks for joint, tracks in TOGETHER.items() if not joint.is_end}
NEVER_BY_TWO = {"ask_to_join", "go_on_without", "pass_over"}  # two regions are the floor: none may be spared


UNLESS_AGREED = [row for row in TABLE if row.name not in BY_TERMS]  # what every group knows


def beginning(names: frozenset[str], regions: int, agreed: tuple[tuple[str, Any], ...] = ()) -> Situation:
    return released(regions) if names is LIVING else started(regions, agreed)


def reports(roads: Roads, rows: Sequence[Row]) -> dict[str, str]:
    """All that is broken, with who is held by whom."""
    hostages = [road for _, _, road in held(roads)]
    return broken(roads, rows) | ({"W4": hostages[0]} if hostages else {})


@cache
def faultless(names: frozenset[str], regions: int, agreed: tuple[tuple[str, Any], ...] = ()) -> dict[str, str]:
    """What the sound table shows with those rows alone."""
    rows = lean(names)
    return reports(Walk(rows, regions, ASKED, start=beginning(names, regions, agreed)).walked(), rows)


@pytest.mark.timeout(600)
def test_three_regions_walk_every_road_and_no_invariant_breaks() -> None:
    roads = Walk(TABLE, 3, ASKED).walked()
    print(f"\nthree regions: {roads.figures()}; designed: {DESIGNED[3]}")
    assert broken(roads, UNLESS_AGREED) == {}
    assert {joint: met for joint, met in states_met(roads).items() if not joint.is_end} == OPEN
    assert states_met(roads).keys() == TOGETHER.keys()
    assert [f"{s} without {place}, after {road}" for s, place, road in held(roads)] == []


@pytest.mark.parametrize("invariant", HELD)
def test_two_regions_keep(invariant: str) -> None:
    assert (
        broken(two_regions(), [row for row in UNLESS_AGREED if row.name not in NEVER_BY_TWO]).get(invariant, "") == ""
    )


def test_two_regions_are_nobodys_hostages() -> None:
    """W4, with an end for what is wanted: where one of two is silent for ever, no two willing regions remain."""
    assert [f"{s} without {place}, after {road}" for s, place, road in held(two_regions())] == []


def test_whoever_stays_out_of_what_is_live_may_join_it() -> None:
    """W14: every no has its way back."""
    row, live = ROWS["accede"], [s for s in two_regions().situations if s.joint in LIVE]
    for s in live:
        out = [place for place, r in enumerate(s.regions) if r.track in LEFT]
        cases = {place: Case(picture(s), seat(SeatRole.HANDLER, CODES[place]), NOW) for place in out}
        assert [place for place, case in cases.items() if not is_open(row, case)] == []
    assert {r.track for s in live for r in s.regions} >= {Track.OUTSIDE, Track.REPEALED}


def test_two_regions_reach_every_state_that_three_reach() -> None:
    print(f"\ntwo regions: {two_regions().figures()}; designed: {DESIGNED[2]}")
    assert states_met(two_regions()).keys() == TOGETHER.keys()


def test_the_walk_refuses_exactly_what_the_engine_refuses() -> None:
    roads, seats = two_regions(), [seat(role, code) for role in SeatRole for code in CODES[:2]]
    for s in roads.situations[::311]:
        standing = picture(s)
        for row in (row for row in TABLE if not (is_apart(row) or row.is_system)):
            for who, answers in product(seats, ways(row, s, 0)):
                case = Case(standing, who, NOW, answers, role_of(row.who, Case(standing, who, NOW, answers)))
                is_refused = reasons.misplaced(row, case) or reasons.unmet(row, case)
                assert is_open(row, case) is not bool(is_refused), (row.name, who.role, s)


def test_the_walk_lets_the_process_do_exactly_what_the_engine_does() -> None:
    roads, table = two_regions(), Table(TABLE, 2)
    for s in roads.situations[::53]:
        standing = picture(s)
        by_walk = [(row.name, case.answers) for row, case in table.system_rows(standing, s.joint)]
        assert by_walk == _by_engine(standing), s
        late = picture(s, is_late=True)
        for motion, _ in carrying(standing):
            moved = {row.name for row, _ in table.moved_by(with_motion(late, motion), s.joint)}
            assert moved == dict(_by_engine(with_motion(late, motion))).keys() - dict(_by_engine(late)).keys()


def _by_engine(standing: Standing) -> list[tuple[str, Mapping[str, Any]]]:
    return [(row.name, case.answers) for row, case in open_system_rows(standing, NOW) if not is_apart(row)]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_faulty_table_is_reported(fault: Fault) -> None:
    rows, start = fault.change(lean(fault.base)), beginning(fault.base, fault.regions, fault.agreed)
    roads = Walk(rows, fault.regions, ASKED, until=fault.reported, start=start).walked()
    reported = reports(roads, rows) if roads.is_whole else roads.breaches
    assert fault.reported <= reported.keys() - faultless(fault.base, fault.regions, fault.agreed).keys(), sorted(
        reported
    )


def test_an_end_that_keeps_its_number_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "AT_THE_END", tuple(m for m in moves.AT_THE_END if m.what != "serials"))
    roads = Walk(lean(), 2, ASKED, until={"W8"}).walked()
    ended = [s for s in roads.situations if s.joint.is_end and s.serial is not Serial.NONE]
    assert "with a number reserved" in roads.told("W8"), ended


def test_a_situation_far_from_any_road_is_corruption() -> None:
    judge = ASKED.situations["W9"]
    assert judge(Situation(Joint.RELEASED, two_regions().situations[0].regions)) == "accepted under released"
