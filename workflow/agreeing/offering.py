"""What a seat could do on an agreement now, and on each change proposed to it: open, or closed with every reason."""

from dataclasses import dataclass, replace
from datetime import datetime

from workflow.accord.picture import Accord
from workflow.agreeing.judging import against
from workflow.picture.standing import Case, Seat
from workflow.process import machine
from workflow.process.agreement import ROWS
from workflow.process.reasons import Reason
from workflow.process.row import Row, Scope
from workflow.records.agreements import AgreementChange
from workflow.vocabulary import ChangeKind
from workflow.who import role_of

# Broken, these make a step somebody else's: no button.
NOT_MINE = frozenset({"own_proposal", "voice_due", "finding_owed", "finding_raised", "key_there", "finding_answered"})


@dataclass(frozen=True)
class Offer:
    """A step that a seat could take on an agreement or on one change of it: open, or greyed with every reason."""

    row: Row
    change: AgreementChange | None
    case: Case
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        return not self.reasons


def offers(accord: Accord, seat: Seat, at: datetime) -> list[Offer]:
    """Every row that is this seat's now; those on a change once for each change it is about."""
    found = [
        Offer(row, change, case, against(row, case))
        for row in ROWS.values()
        if not row.is_system and row.source | row.during
        for change in about(accord, row)
        if (case := _placed(accord, row, seat, at, change)) is not None
    ]
    return [one for one in found if not any(reason.rule in NOT_MINE for reason in one.reasons)]


def about(accord: Accord, row: Row) -> list[AgreementChange | None]:
    """The changes that a row could be taken on; one that begins a change, or moves the agreement, is about none."""
    if row.scope is not Scope.CHANGE or not row.source:
        return [None]
    return [c for c in accord.changes if c.state in row.source and c.kind is not ChangeKind.FOUNDING]


def subjects(accord: Accord, row: Row) -> list[dict[str, int]]:
    """What a row of the system could be taken on, as answers name it."""
    if row.scope is Scope.DRAW:
        return [{"draw": draw.id} for draw in accord.bank.draws if draw.state in row.source]
    return [{"change": change.id} if change else {} for change in about(accord, row)]


def _placed(accord: Accord, row: Row, seat: Seat, at: datetime, change: AgreementChange | None) -> Case | None:
    case = Case(accord, seat, at, {"change": change.id} if change else {})
    role = role_of(row.who, case) if machine.is_placed(row, case) else None
    return replace(case, role=role) if role is not None else None
