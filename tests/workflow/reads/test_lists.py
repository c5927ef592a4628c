"""The lists ask both databases in the same words and get the same answers: board, search, numbers, registers."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests import builders
from tests.cast import CHONGQING, SECOND, World, founded
from workflow.clock import start_of
from workflow.picture.standing import Seat
from workflow.reads import agreements, board, catalogue, inbox, numbers, stock
from workflow.reads.board import Wanted
from workflow.records.agreements import Agreement
from workflow.vocabulary import Joint, SeatRole, Stage

TODAY = date(2026, 6, 1)
NARROW = Wanted("停车 110000 3901", "交通运输", SECOND, 2026, stage=Stage.RELEASE)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    made = founded(database_url)
    road = builders.standing(made, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.numbered(road)
    yield made
    made.database.dispose()


@pytest.fixture
def seat(world: World) -> Seat:
    return world.seat(SECOND, SeatRole.APPROVER)


def shown(world: World, seat: Seat, wanted: Wanted) -> list[int]:
    with world.database.read() as session:
        return [standard.id for column in board.columns(session, seat, wanted, TODAY) for standard, _ in column.rows]


def test_another_group_gets_nothing_from_any_list(world: World) -> None:
    stranger = world.seat(CHONGQING, SeatRole.APPROVER)
    with world.database.read() as session:
        own = session.get_one(Agreement, world.agreements["JJJ"])
        assert numbers.register(session, stranger, own) == (0, [])
        assert stock.stock(session, [catalogue.own(stranger)], start_of(TODAY)) == []
        assert agreements.whole(session, stranger, own.id) is None
        assert board.tally(session, stranger, TODAY) == board.Tally(0, 0, 0, 0)
    assert shown(world, stranger, Wanted()) == shown(world, stranger, NARROW) == []


def test_the_board_is_found_by_all_its_ways_at_once(world: World, seat: Seat) -> None:
    assert shown(world, seat, Wanted()) == shown(world, seat, NARROW) == [1]
    assert shown(world, seat, Wanted("停车 4711")) == []
    assert shown(world, seat, Wanted(is_late=True, is_blocked=True, is_ended=True)) == []
    with world.database.read() as session:
        assert board.tally(session, seat, TODAY).ended == 0
        ways = board.ways(session, seat, TODAY)
        assert (ways.fields, ways.years) == (["交通运输"], [2026])
        assert [place.code for place in ways.regions] == ["110000", "120000", "130000"]
        waiting = {m.standard.id for m in inbox.inbox(session, seat).now}
        assert board.waiting_for(session, seat, [1]) == waiting


def test_the_band_the_register_and_the_figures_agree(world: World, seat: Seat) -> None:
    with world.database.read() as session:
        own = session.get_one(Agreement, world.agreements["JJJ"])
        band = numbers.band(session, own)
        total, entries = numbers.register(session, seat, own)
        found = stock.stock(session, [catalogue.own(seat)], start_of(TODAY))
        assert (band.free, list(band.taken), total) == (6098, [3901], len(entries))
        assert [(one.id, one.state) for one in found] == [(1, Joint.APPROVING)]
        assert len(agreements.regions(session)) > 60
