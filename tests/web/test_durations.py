"""How long, where and for whom: days by stage and region told by events, open turns, and the steps that cost most days;
each figure opens the list that it was reckoned from.
"""

import json
from datetime import timedelta
from statistics import median

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders, stage
from tests.builders import Road
from tests.cast import LEAD, MORNING, SECOND, World
from tests.web.desk import Desk, House
from tests.web.test_home import statements
from tests.web.tree import Tree, rows, total
from workflow import clock
from workflow.db import Database
from workflow.process.standard import ROWS
from workflow.reads.board import within
from workflow.reads.spells import MOVING, Moved, Spell, _stood_still, spells, stage_in
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.settings import Settings
from workflow.vocabulary import Joint, SeatRole, Stage, Track

PATHS = ("/statistics/time", "/statistics/waiting", "/statistics/steps")


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.INITIATING)


@pytest.fixture
def house(world: World, app: Flask, road: Road) -> House:
    made = House(world, app)
    made.at = road.at + timedelta(days=10)
    return made


@pytest.fixture
def desk(house: House) -> Desk:
    return house.desk(house.world.seat(LEAD, SeatRole.HANDLER))


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return stage.copied(tmp_path_factory.mktemp("moving"))


def spent(house: House, days: int = 0) -> dict[tuple[Stage, str], Spell]:
    seat = house.world.seat(LEAD, SeatRole.HANDLER)
    with house.world.database.read() as session:
        found = spells(session, within(seat), house.at - timedelta(days=days))
    return {(one.stage, one.region): one for one in found}


def lines(desk: Desk, path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in desk.get(path).text.splitlines()]


def test_a_region_is_charged_with_its_own_part_of_the_way() -> None:
    assert stage_in(Joint.INITIATING, Track.APPLIED) is Stage.INITIATION
    assert stage_in(Joint.INITIATING, Track.INITIATED) is None  # the others have yet to decide
    assert stage_in(Joint.REVIEWING, Track.INITIATED) is Stage.DRAFTING
    assert stage_in(Joint.APPROVING, Track.APPROVED) is Stage.RELEASE
    assert stage_in(Joint.APPROVING, Track.CONFIRMED) is None
    assert stage_in(Joint.RELEASED, Track.ANNOUNCED) is Stage.IMPLEMENTATION
    assert {stage_in(Joint.SUSPENDED, track) for track in Track} == {None}
    assert {stage_in(Joint.TERMINATED, track) for track in Track} == {None}


def test_a_step_is_charged_with_the_days_before_it_and_nothing_waits_after_the_release() -> None:
    steps = [(0, Joint.PROPOSED), (4, Joint.INITIATING), (5, Joint.INITIATING), (9, Joint.DRAFTING)]
    steps += [(20, Joint.RELEASED), (90, Joint.IN_FORCE), (800, Joint.UNDER_REVIEW)]
    course = [Moved(1, 1, MORNING + timedelta(days=n), f"to_{joint}", None, joint, {}) for n, joint in steps]
    assert [(one.step, one.days) for one in _stood_still(course)] == [
        ("to_initiating", 4), ("to_drafting", 5), ("to_released", 11),
    ]  # fmt: skip


def test_what_was_entered_from_records_has_no_way_here(house: House, road: Road) -> None:
    assert spent(house)
    with house.world.database.plain() as session:
        session.execute(sa.update(Standard).where(Standard.id == road.id).values(is_imported=True))
    assert spent(house) == {}


def test_what_is_under_way_counts_until_the_day_asked_for(house: House, road: Road) -> None:
    now, before = spent(house)[Stage.INITIATION, SECOND], spent(house, days=7)[Stage.INITIATION, SECOND]
    assert now.is_under_way
    assert now.days - before.days == 7
    begun = (clock.day_of(house.at) - clock.day_of(MORNING)).days
    assert spent(house, days=begun + 1) == {}


def test_every_act_that_moved_anything_is_known_to_move(demonstration: Settings) -> None:
    """Over all events of the demonstration; and what moved nothing here is left out of what is read."""
    last: dict[int, object] = {}
    moved = set()
    with Database(demonstration.database_url).read() as session:
        for event in session.query(Event).where(Event.noun == "standard").order_by(Event.object_id, Event.sequence):
            to = json.loads(event.leaf)["to"]
            moved |= {event.act} if last.get(event.object_id, ()) != (to["joint"], to["tracks"]) else set()
            last[event.object_id] = (to["joint"], to["tracks"])
    assert len(moved) > 20
    assert moved <= set(MOVING)
    assert len(MOVING) < len(ROWS) / 2


def test_the_middle_and_the_worst_are_those_of_the_list(house: House, desk: Desk) -> None:
    builders.proposed(house.world, at=house.at - timedelta(days=3))
    day = clock.day_of(house.at).isoformat()
    (row,) = [
        one for one in lines(desk, f"/statistics/time.jsonl?on={day}") if "京" in str(one["region"]) and one["projects"]
    ]
    behind = lines(desk, "/statistics/time/projects.jsonl?stage=1&region=110000")
    days = [int(str(one["days"])) for one in behind]
    assert days == sorted(days, reverse=True)
    assert (len(days), max(days), round(median(days))) == (row["projects"], row["worst_days"], row["median_days"])


def test_each_count_opens_a_list_of_its_length(desk: Desk) -> None:
    met = 0
    for path in PATHS:
        page = Tree()
        page.feed(desk.read(path))
        for n, href in page.counts():
            if href.startswith(path):
                listed = Tree()
                listed.feed(desk.read(href))
                (one,) = listed.listed("")
                assert (total(one), rows(one)) == (n, n), href
                met += 1
    assert met > 4


def test_it_waits_for_whoever_owes_the_next_step(house: House, desk: Desk) -> None:
    before = lines(desk, "/statistics/waiting.jsonl")
    assert before
    assert all(one["overdue"] == 0 for one in before)
    house.at += timedelta(days=120)
    after = lines(house.desk(desk.seat), "/statistics/waiting.jsonl")
    assert [bool(one["overdue"]) for one in after] == sorted((bool(one["overdue"]) for one in after), reverse=True)
    assert after[0]["overdue"]
    assert int(str(after[0]["worst_days"])) >= 120


def test_the_slowest_step_of_a_period_is_the_one_that_was_waited_for(house: House, desk: Desk, road: Road) -> None:
    road.wait(days=40)
    builders.applied(road, LEAD)
    house.at = road.at + timedelta(hours=1)
    later = house.desk(desk.seat)
    (first, *_) = lines(later, "/statistics/steps.jsonl")
    assert (first["days_in_all"], first["times"]) == (40, 1)
    early = (clock.day_of(house.at) - timedelta(days=20)).isoformat()
    assert lines(later, f"/statistics/steps.jsonl?on={early}&from=2020-01-01")[0]["days_in_all"] != 40


@pytest.mark.parametrize("path", PATHS)
def test_more_standards_take_no_more_statements(house: House, path: str) -> None:
    desk = house.desk(house.world.seat(SECOND, SeatRole.APPROVER))
    before = statements(house, path, desk)
    for _ in range(3):
        builders.proposed(house.world, at=house.at)
    assert statements(house, path, desk) == before


def test_odd_addresses_and_all_files_are_answered(desk: Desk) -> None:
    spelt = ("on=x&from=9999-99-99", "stage=%00&region=%27", "role=x&organ=9e9&step=no", "from=2999-01-01&page=0")
    for odd in spelt:
        for path in (*PATHS, "/statistics/time/projects", "/statistics/waiting/turns", "/statistics/steps/projects"):
            assert desk.get(f"{path}?{odd}").status_code == 200, (path, odd)
            for form in ("csv", "xlsx", "jsonl"):
                assert desk.get(f"{path}.{form}?{odd}").status_code == 200, (path, form)
            assert desk.get(f"{path}.exe").status_code == 404
