"""A standard whose group writes: its road, and people of two regions at the desk."""

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import World
from tests.workflow.desk.writer import Writer, laid
from workflow.vocabulary import Joint


@pytest.fixture
def road(world: World) -> Road:
    """A group that has written a text of two sentences in clause c1."""
    made = builders.standing(world, Joint.DRAFTING)
    builders.grouped(made)
    laid(made)
    return made


@pytest.fixture
def zhao(road: Road) -> Writer:
    return Writer(road, "110000")


@pytest.fixture
def qian(road: Road) -> Writer:
    return Writer(road, "120000")
