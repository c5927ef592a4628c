"""The check of an agreement before a change takes effect: what would be stuck, for whom, and who can cure it. Pure."""

from collections.abc import Callable, Iterator

from workflow.accord.chains import chain_faults
from workflow.accord.plan import Fault, Plan
from workflow.accord.seats import seat_faults
from workflow.accord.terms import term_faults
from workflow.vocabulary import ChangeKind

Check = Callable[[Plan], Iterator[Fault]]


# What each kind of change can break; a region's chain is judged with the people who would have to carry it.
CHECKS: dict[ChangeKind, tuple[Check, ...]] = {
    ChangeKind.FOUNDING: (term_faults, chain_faults, seat_faults),
    ChangeKind.TERMS: (term_faults,),
    ChangeKind.CHAIN: (chain_faults, seat_faults),
    ChangeKind.RENEWAL: (),
    ChangeKind.ENDING: (),
}


def faults(plan: Plan, kind: ChangeKind) -> list[Fault]:
    """Every fault at once, each once."""
    found = (fault for check in CHECKS[kind] for fault in check(plan))
    return list({(f.key, f.region, str(f.facts)): f for f in found}.values())
