"""One region left before the release: after the grace the project ends, or, where agreed, that region goes on alone."""

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World
from tests.terms import agreed
from tests.workflow.test_panels_by_region import odd
from workflow.reads.catalogue import find
from workflow.vocabulary import Ending, Joint, Number

PAIR = (LEAD, SECOND)


def left_alone(world: World, state: Joint) -> Road:
    """Of two regions that came so far one leaves, and the grace runs out."""
    road = builders.standing(world, state, regions=PAIR)
    if state is Joint.APPROVING:
        builders.numbered(road)
    road.by(SECOND, "approver", "withdraw_from_project", reason="另行制定本省标准")
    road.wait(days=31)
    road.wake()
    return road


@pytest.mark.parametrize("state", [Joint.DRAFTING, Joint.CONSULTING, Joint.REVIEWING, Joint.APPROVING])
def test_where_agreed_the_last_region_goes_on_alone(world: World, state: Joint) -> None:
    agreed(world, floor__before_release="convert")
    road = left_alone(world, state)
    with road.standing() as found:
        assert (found.state, found.standard.ending) == (Joint.CONVERTED, Ending.BELOW_FLOOR)
        assert found.standard.lead_region == LEAD
        assert {serial.state for serial in found.serials} <= {Number.RETIRED}
    assert odd(world) == []


def test_a_group_that_agreed_nothing_of_it_ends_the_project(world: World) -> None:
    road = left_alone(world, Joint.DRAFTING)
    assert road.state is Joint.TERMINATED
    assert odd(world) == []


def test_before_there_is_a_text_nothing_can_be_gone_on_with(world: World) -> None:
    agreed(world, floor__before_release="convert")
    road = builders.standing(world, Joint.INITIATING, regions=PAIR)
    road.by(SECOND, "approver", "decline", reason="暂不参加")
    road.wait(days=31)
    road.wake()
    assert road.state is Joint.TERMINATED


def test_what_was_never_released_is_not_public_though_one_region_goes_on_with_it(world: World) -> None:
    agreed(world, floor__before_release="convert")
    road = left_alone(world, Joint.DRAFTING)
    with world.database.read() as session:
        assert find(session, None, road.id) is None
        assert find(session, world.seat(LEAD, "handler"), road.id) is not None
