"""Why a step on an agreement is refused: its broken rules, and fault by fault what the check finds in the change."""

from dataclasses import dataclass
from datetime import datetime

from workflow.accord.picture import OPEN, Accord
from workflow.picture.standing import Case
from workflow.process.agreement import CHECKED
from workflow.process.reasons import Reason, unmet
from workflow.process.row import Row
from workflow.records.agreements import AgreementChange
from workflow.rules.agreeing import found_faults
from workflow.vocabulary import Role
from workflow.words import say


@dataclass(frozen=True)
class Found(Reason):
    """A fault of the check, told by words of its own."""

    @property
    def sentence(self) -> str:
        return say(self.rule, **self.facts)


def against(row: Row, case: Case, *, before_answers: bool = True) -> list[Reason]:
    """Every reason against a row; a change with faults is told fault by fault, with who can cure each."""
    reasons = unmet(row, case, before_answers=before_answers)
    if row.name not in CHECKED:
        return reasons
    return reasons + _found(case)


def faults_of(accord: Accord, change: AgreementChange, at: datetime) -> list[Reason]:
    """What the check finds in a change that is not decided yet."""
    return _found(Case(accord, None, at, {"change": change.id}, Role.SYSTEM)) if change.state in OPEN else []


def _found(case: Case) -> list[Reason]:
    return [Found(f.key, dict(f.facts), f.cites, f.cure) for f in found_faults(case)]
