"""The cast with accounts: whoever is written to has a log-in."""

import pytest

from tests.cast import World, with_accounts


@pytest.fixture
def world(world: World) -> World:
    with_accounts(world)
    return world
