"""What tests of the auditors' pages begin with: a project under way, and an auditor at a desk."""

from tests import builders
from tests.builders import Road
from tests.cast import LEAD
from tests.web.desk import Desk, House
from workflow.vocabulary import SeatRole


def initiated(house: House) -> Road:
    """A 京津冀 project whose regions are all initiated, at the hour of the house."""
    road = builders.proposed(house.world)
    builders.initiated(road)
    house.at = road.at
    return road


def auditor(house: House, region: str = LEAD) -> Desk:
    return house.desk(house.world.seat(region, SeatRole.AUDITOR))
