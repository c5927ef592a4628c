"""What a seat could do on an entry now, and which entries of a kind it could begin: open, or closed with reasons."""

from dataclasses import dataclass, replace
from datetime import datetime

from workflow.accord.entered import Entered
from workflow.picture.standing import Case, Seat
from workflow.process import machine
from workflow.process.entries import fitted, rows_of
from workflow.process.reasons import Reason, unmet
from workflow.process.row import Row
from workflow.who import role_of

# Broken, these make a step somebody else's: no button.
NOT_MINE = frozenset({"keeper", "own_entry"})


@dataclass(frozen=True)
class Offer:
    """A step that a seat could take on an entry, or to begin one: open, or greyed with every reason."""

    row: Row
    case: Case
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        return not self.reasons


def offers(seen: Entered, seat: Seat, at: datetime) -> list[Offer]:
    """Every row that is this seat's on an entry now."""
    return _offered(seen, seat, at, begins=False)


def beginnings(seen: Entered, seat: Seat, at: datetime) -> list[Offer]:
    """Every row by which this seat could begin an entry of a kind."""
    return _offered(seen, seat, at, begins=True)


def _offered(seen: Entered, seat: Seat, at: datetime, *, begins: bool) -> list[Offer]:
    found = []
    for row in rows_of(seen.kind):
        case = Case(seen, seat, at)
        if row.is_system or bool(row.source) is begins or not machine.is_placed(row, case):
            continue
        role = role_of(row.who, case)
        if role is None:
            continue
        case = replace(case, role=role)
        reasons = unmet(fitted(row, seen.kind), case, before_answers=True)
        if not any(reason.rule in NOT_MINE for reason in reasons):
            found.append(Offer(fitted(row, seen.kind), case, reasons))
    return found
