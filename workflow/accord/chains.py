"""Faults in a chain: a gate that nobody closes, a refusal that returns nowhere, two offices waiting for each other."""

from collections.abc import Iterator

from workflow.accord.plan import Fault, Link, Plan
from workflow.gates import has_end
from workflow.vocabulary import Purpose, Role

NEEDED = (Purpose.INITIATION, Purpose.RELEASE)


def chain_faults(plan: Plan) -> Iterator[Fault]:
    """Each judged region, gate by gate and field by field."""
    for region in plan.judged:
        for purpose in Purpose:
            branches = plan.branches(region, purpose)
            if purpose in NEEDED or any(k.region == region and k.purpose is purpose for k in plan.links):
                for branch in branches:
                    yield from _one_gate(plan, region, purpose, plan.chain(region, purpose, branch))


def _one_gate(plan: Plan, region: str, purpose: Purpose, chain: list[Link]) -> Iterator[Fault]:
    told: dict[str, object] = {"region": plan.regions[region], "purpose": purpose}
    if not chain:
        yield Fault("fault.chain_missing", Role.SECADMIN, region, told)
        return
    last = [k for k in chain if k.role is Role.APPROVER]
    if not has_end(k.role for k in chain):
        yield Fault("fault.chain_without_end", Role.SECADMIN, region, told, "《标准化法》第十三条")
    if len(last) > 1:
        yield Fault("fault.chain_two_ends", Role.SECADMIN, region, told)
    if last and any(k.rank >= last[0].rank for k in chain if k.role is not Role.APPROVER):
        yield Fault("fault.chain_goes_on", Role.SECADMIN, region, told)
    yield from _returns(told, region, chain)
    yield from _homes(plan, region, told, chain)


def _returns(told: dict[str, object], region: str, chain: list[Link]) -> Iterator[Fault]:
    """Only the handler gives an application back, and gathers what the departments say."""
    handlers = [k for k in chain if k.role is Role.HANDLER]
    if not handlers and (told["purpose"] is Purpose.INITIATION or any(k.role is Role.COSIGNER for k in chain)):
        yield Fault("fault.chain_no_return", Role.SECADMIN, region, told)
    late = [k for k in chain if k.role is Role.COSIGNER and handlers and k.rank >= handlers[0].rank]
    if late:
        yield Fault("fault.chain_waits_in_circle", Role.SECADMIN, region, told)


def _homes(plan: Plan, region: str, told: dict[str, object], chain: list[Link]) -> Iterator[Fault]:
    """Each link in an organ that may speak here at all, and each organ once."""
    for link in chain:
        above = plan.parents.get(region, "")
        home = above if link.role is Role.PROVINCE else region
        is_fit = plan.homes.get(link.organ) == home and (
            link.role is Role.COSIGNER or plan.authorities.get(home) == link.organ
        )
        if not is_fit:
            named = {"organ": plan.organs.get(link.organ, str(link.organ)), "role": link.role}
            yield Fault("fault.chain_stranger", Role.SECADMIN, region, told | named)
    if len({(k.organ, k.role) for k in chain}) < len(chain):
        yield Fault("fault.chain_twice", Role.SECADMIN, region, told)
