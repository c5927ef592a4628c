"""Faults in who carries a chain: a step without a holder, one person in two hands, too few natural persons."""

from collections.abc import Iterator
from itertools import combinations

from workflow.accord.plan import Fault, Link, Plan
from workflow.vocabulary import Role, SeatRole
from workflow.who import EXCLUDED, SEATED

LEAST_PERSONS = 3
# Without these a region cannot walk the road at all, whatever its chain says.
NEEDED = (
    SeatRole.HANDLER,
    SeatRole.APPROVER,
    SeatRole.APPLICANT,
    SeatRole.DRAFTER,
    SeatRole.KEEPER,
    SeatRole.OFFICER,
)


def seat_faults(plan: Plan) -> Iterator[Fault]:
    """Each judged region, link by link."""
    for region in plan.judged:
        links = sorted({(k.organ, k.role): k for k in plan.links if k.region == region}.values(), key=_order)
        yield from _empty(plan, region, links)
        yield from _one_hand(plan, region, links)
        yield from _few(plan, region)


def _order(link: Link) -> tuple[int, int]:
    return link.rank, link.organ


def holders(plan: Plan, link: Link) -> set[int]:
    """The persons who sit at a link today."""
    role = SEATED.get(link.role)
    return {s.person for s in plan.seats if s.organ == link.organ and s.role is role}


def _empty(plan: Plan, region: str, links: list[Link]) -> Iterator[Fault]:
    for link in links:
        if not holders(plan, link):
            facts = {"region": plan.regions[region], "organ": plan.organs.get(link.organ, ""), "role": link.role}
            yield Fault("fault.link_empty", Role.SECADMIN, region, facts)
    for role in NEEDED:
        if not any(s.region == region and s.role is role for s in plan.seats):
            yield Fault("fault.seat_empty", Role.SECADMIN, region, {"region": plan.regions[region], "role": role})


def _one_hand(plan: Plan, region: str, links: list[Link]) -> Iterator[Fault]:
    """Two links that separation of duties keeps apart, and only one person for both."""
    for a, b in combinations(links, 2):
        is_apart = a.role in EXCLUDED.get(b.role, ()) or b.role in EXCLUDED.get(a.role, ())
        together = holders(plan, a) | holders(plan, b)
        if is_apart and len(together) == 1 and holders(plan, a) and holders(plan, b):
            facts = {"region": plan.regions[region], "role": a.role, "other": b.role}
            yield Fault("fault.one_hand", Role.SECADMIN, region, facts, "GB/T 22239—2019 8.1.5")


def _few(plan: Plan, region: str) -> Iterator[Fault]:
    persons = {s.person for s in plan.seats if s.region == region and s.role in NEEDED}
    if len(persons) < LEAST_PERSONS:
        facts = {"region": plan.regions[region], "n": len(persons), "least": LEAST_PERSONS}
        yield Fault("fault.few_persons", Role.SECADMIN, region, facts)
