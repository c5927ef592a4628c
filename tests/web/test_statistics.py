"""Figures: another group's are not counted, each adds up as it says, and their statements do not grow."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.web.desk import House
from tests.web.test_home import copied, statements
from workflow.reads.statistics import figures
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def house(world: World, app: Flask) -> House:
    made = House(world, app)
    made.at = builders.standing(world, Joint.INITIATING).at + timedelta(hours=1)
    return made


def test_another_group_counts_none_of_it(house: House) -> None:
    seat = house.world.seat(CHONGQING, SeatRole.HANDLER)
    with house.world.database.read() as session:
        assert figures(session, seat).listed == 0
    assert "第一项标准提出之后" in house.desk(seat).read("/statistics")


def test_every_figure_counts_what_it_says(house: House) -> None:
    with house.world.database.plain() as session:
        one = session.scalar(sa.select(Standard.id))
    assert one is not None
    copied(house, one, state=Joint.RELEASED, released_at=house.at, field="")
    copied(house, one, state=Joint.RELEASED, is_imported=True)
    copied(house, one, state=Joint.TERMINATED)
    with house.world.database.read() as session:
        found = figures(session, house.world.seat(LEAD, SeatRole.HANDLER))
    assert (found.listed, found.ended) == (3, 1)
    assert found.by_state == {
        (Joint.INITIATING, False): 1,
        (Joint.RELEASED, False): 1,
        (Joint.RELEASED, True): 1,
        (Joint.TERMINATED, False): 1,
    }
    assert found.by_year == {2026: 1, None: 1}
    assert found.by_field == {"交通运输": 2, "": 1}
    assert [(r.region.code, r.taking_part, r.undecided, r.released) for r in found.by_region] == [
        ("110000", 1, 1, 0),
        ("120000", 1, 1, 0),
        ("130000", 1, 1, 0),
    ]


def test_a_figure_leads_to_the_list_that_it_counts(house: House) -> None:
    page = house.desk(house.world.seat(SECOND, SeatRole.APPROVER)).read("/statistics")
    assert "截至" in page
    assert 'href="/board?field=%E4%BA%A4%E9%80%9A%E8%BF%90%E8%BE%93"' in page


def test_more_standards_take_no_more_statements(house: House) -> None:
    desk = house.desk(house.world.seat(SECOND, SeatRole.APPROVER))
    before = statements(house, "/statistics", desk)
    for n in range(20):
        copied(house, 1, state=Joint.RELEASED, released_at=house.at - timedelta(days=90 * n))
    assert statements(house, "/statistics", desk) == before
