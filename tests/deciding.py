"""One step before the decision to initiate: the act that the tests of deputies and of paper have somebody take."""

from typing import Any

from tests.builders import CHECKS, Road, applied, day, invited, proposed
from tests.cast import PAPER, World


def deciding(world: World) -> Road:
    """The lead's department has applied and its handler agrees: the decision to initiate is the approver's."""
    road = proposed(world)
    invited(road)
    applied(road, road.lead)
    road.by(road.lead, "handler", "take_position", position="agree")
    return road


def initiation(road: Road) -> dict[str, Any]:
    """The answers of that decision."""
    told = {"checks": CHECKS, "plan_number": "京-2026-01", "document_number": "京〔2026〕1号", "dated": day(road, 0)}
    return {**told, "time_limit": day(road, 500), "assessment": PAPER}
