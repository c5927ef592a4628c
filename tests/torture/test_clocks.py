"""A clock that jumps under two workers: each of two hundred timers fires once, none early, none is missed."""

from random import Random

import pytest

from tests.torture.clocks import jumped


@pytest.mark.timeout(200)
def test_each_timer_fires_once_under_a_jumping_clock(database_url: str) -> None:
    found = jumped(database_url, Random(7), timers=200, workers=2)
    assert found.told == []
    assert (found.acknowledged, found.is_bad) == (200, False)
