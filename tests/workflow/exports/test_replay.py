"""Every row of the table accepts its own step and refuses the same step begun or ended elsewhere."""

from copy import deepcopy
from typing import Any

import pytest

from workflow.exports.findings import Discrepancy
from workflow.exports.replay import STANDS, faults
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.vocabulary import Joint, Panel, Role, Track

BJ, TJ = "110000", "120000"
MOVING = [row for row in ROWS.values() if row.scope in (Scope.JOINT, Scope.OWN, Scope.NAMED) and row.source]
BEGINNING = [row for row in ROWS.values() if row.scope is Scope.JOINT and not row.source]


def named(rows: list[Row]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row.name for row in rows])


def joint_for(row: Row, track: Track) -> str:
    """A joint state under which the row may be taken by a track in this state."""
    return next(str(state) for state in row.during or STANDS if track in STANDS.get(str(state), frozenset(Track)))


def lawful(row: Row) -> dict[str, Any]:
    """A leaf as the row writes it, with the other region standing where it may."""
    before: dict[str, Any] = {"serial": None, "panel": None, "text": None, "rounds": {BJ: 1, TJ: 1}}
    if row.scope is Scope.JOINT:
        source = sorted(row.source)[0]
        track = next(t for t in Track if t in STANDS.get(source, frozenset(Track)) and t in RESTING)
        before |= {"joint": str(source), "tracks": {BJ: str(track), TJ: str(track)}}
    else:
        track = sorted(row.source)[0]
        before |= {"joint": joint_for(row, track), "tracks": {BJ: str(track), TJ: "withdrew"}}
    after = deepcopy(before)
    if row.scope is Scope.JOINT:
        after["joint"] = str(row.target or before["joint"])
    else:
        after["tracks"][BJ] = str(row.target or before["tracks"][BJ])
    seat = None if set(row.who) == {Role.SYSTEM} else 7
    return {"act": row.name, "from": before, "to": after, "facts": {"region": BJ}, "region": BJ, "seat": seat,
            "cer": "password" if row.signs else None, "actor": seat}  # fmt: skip


RESTING = (Track.WITHDREW, Track.DECLINED, Track.REPEALED)


def kinds(row: Row, leaf: dict[str, Any]) -> set[Discrepancy]:
    return {what for what, _ in faults(row, leaf)}


@named(MOVING)
def test_a_row_accepts_its_own_step(row: Row) -> None:
    assert kinds(row, lawful(row)) == set()


@named([row for row in MOVING if row.source < frozenset(Joint if row.scope is Scope.JOINT else Track)])
def test_a_step_begun_elsewhere_is_refused(row: Row) -> None:
    leaf = lawful(row)
    if row.scope is Scope.JOINT:
        leaf["from"]["joint"] = str(next(state for state in Joint if state not in row.source))
    else:
        leaf["from"]["tracks"][BJ] = str(next(track for track in Track if track not in row.source))
    assert Discrepancy.SOURCE in kinds(row, leaf)


def test_only_what_is_told_may_begin_anywhere() -> None:
    anywhere = [row for row in MOVING if row.scope is not Scope.JOINT and row.source == frozenset(Track)]
    assert {row.name for row in anywhere} == {"tell_department_late", "tell_duty_late", "tell_duty_overdue"}
    assert all(row.during and row.target is None and row.is_system for row in anywhere)


@named(MOVING)
def test_a_step_that_ended_elsewhere_is_refused(row: Row) -> None:
    leaf = lawful(row)
    if row.scope is Scope.JOINT:
        leaf["to"]["joint"] = str(next(state for state in Joint if state != leaf["to"]["joint"] and not state.is_end))
    else:
        leaf["to"]["tracks"][BJ] = str(next(track for track in Track if track != leaf["to"]["tracks"][BJ]))
    assert Discrepancy.TARGET in kinds(row, leaf)


@named([row for row in MOVING if row.during])
def test_a_regional_step_outside_its_hour_is_refused(row: Row) -> None:
    leaf = lawful(row)
    leaf["from"]["joint"] = leaf["to"]["joint"] = str(next(s for s in Joint if s not in row.during and s.is_end))
    assert Discrepancy.SOURCE in kinds(row, leaf)


@named([row for row in MOVING if not any(move.what == "tracks" for move in row.moves)])
def test_no_row_moves_another_region(row: Row) -> None:
    leaf = lawful(row)
    leaf["to"]["tracks"][TJ] = "approved"
    assert Discrepancy.TARGET in kinds(row, leaf)


@named([row for row in ROWS.values() if not {Role.SYSTEM, Role.PUBLIC} & set(row.who) and row.source])
def test_an_act_of_people_without_a_seat_is_refused(row: Row) -> None:
    leaf = lawful(row) if row in MOVING else lawful(ROWS["confirm_group"])
    assert Discrepancy.ACTOR in kinds(row, leaf | {"seat": None})


@named([row for row in MOVING if set(row.who) == {Role.SYSTEM}])
def test_an_act_of_the_system_in_somebodys_name_is_refused(row: Row) -> None:
    assert Discrepancy.ACTOR in kinds(row, lawful(row) | {"seat": 7})


@named([row for row in MOVING if row.signs])
def test_an_act_that_signs_without_its_ceremony_is_refused(row: Row) -> None:
    assert Discrepancy.ACTOR in kinds(row, lawful(row) | {"cer": None})


@named(BEGINNING)
def test_a_life_begins_once(row: Row) -> None:
    leaf = lawful(ROWS["confirm_group"])
    begun = leaf | {"act": row.name, "from": {}, "to": {"joint": str(row.target), "tracks": {BJ: "outside"}}}
    assert kinds(row, begun) == set()
    assert Discrepancy.TARGET in kinds(row, begun | {"to": {"joint": "sealed", "tracks": {}}})
    assert Discrepancy.SOURCE in kinds(row, begun | {"from": leaf["from"]})


@named(MOVING)
def test_a_life_does_not_begin_in_the_middle(row: Row) -> None:
    assert Discrepancy.SOURCE in kinds(row, lawful(row) | {"from": {}})


def test_a_confirmed_region_cannot_stand_under_a_released_standard() -> None:
    leaf = lawful(ROWS["enter_into_force"])
    leaf["to"]["tracks"][TJ] = leaf["from"]["tracks"][TJ] = "confirmed"
    assert Discrepancy.STANDS in kinds(ROWS["enter_into_force"], leaf)


@pytest.mark.parametrize(
    ("act", "before", "after", "is_lawful"),
    [
        ("reserve_number", None, "3901.0:reserved", True),
        ("reserve_number", "3901.0:reserved", "3902.0:reserved", False),
        ("confirm_number", "3901.0:reserved", "3901.0:reserved", True),
        ("confirm_number", None, None, False),
        ("void_number", "3901.0:reserved", None, True),
        ("void_number", "3901.0:reserved", "3901.0:reserved", False),
        ("confirm_group", None, "3901.0:reserved", False),
    ],
)
def test_a_number_moves_only_with_its_own_rows(
    act: str, before: str | None, after: str | None, is_lawful: bool
) -> None:
    row, leaf = ROWS[act], lawful(ROWS["confirm_group"])
    joint = "approving" if row.scope is Scope.NUMBER else leaf["from"]["joint"]
    for part, serial in (("from", before), ("to", after)):
        leaf[part] |= {"serial": serial, "joint": joint}
    leaf["cer"] = "password"
    assert (kinds(row, leaf) == set()) is is_lawful


@pytest.mark.parametrize(
    ("act", "before", "after", "is_lawful"),
    [
        ("appoint_panel", Panel.FORMING, Panel.NOTICED, True),
        ("appoint_panel", Panel.VOTING, Panel.NOTICED, False),
        ("vote", Panel.VOTING, Panel.VOTING, True),
        ("vote", Panel.NOTICED, Panel.NOTICED, False),
        ("open_vote", Panel.NOTICED, Panel.NOTICED, False),
    ],
)
def test_a_panel_moves_only_along_its_rows(act: str, before: Panel, after: Panel, is_lawful: bool) -> None:
    leaf = lawful(ROWS["confirm_group"])
    leaf["cer"] = "password"
    for part, panel in (("from", before), ("to", after)):
        leaf[part] |= {"panel": str(panel), "joint": "reviewing", "tracks": {BJ: "initiated"}}
    assert (kinds(ROWS[act], leaf) == set()) is is_lawful


def test_a_text_moves_only_to_what_was_frozen() -> None:
    row, leaf = ROWS["freeze_text"], lawful(ROWS["freeze_text"])
    leaf["to"]["text"], leaf["facts"]["text_hash"] = "ab", "ab"
    assert kinds(row, leaf) == set()
    leaf["facts"]["text_hash"] = "cd"
    assert Discrepancy.TARGET in kinds(row, leaf)
