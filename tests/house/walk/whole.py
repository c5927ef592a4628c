"""The whole table walked by two regions, once for all who look at it."""

from functools import cache

from tests.house.walk.invariants import ASKED
from tests.house.walk.roads import Roads, Walk
from workflow.process.standard import TABLE


@cache
def two_regions() -> Roads:
    """Two regions, everything."""
    return Walk(TABLE, 2, ASKED).walked()
