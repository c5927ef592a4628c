"""Why a step on an agreement is refused: its broken rules, and fault by fault what the check finds in the change."""

from dataclasses import dataclass

from workflow.process.agreement import CHECKED
from workflow.process.reasons import Reason, unmet
from workflow.process.row import Row
from workflow.rules.agreeing import found_faults
from workflow.standing import Case
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
    return reasons + faults_of(case)


def faults_of(case: Case) -> list[Reason]:
    """What the check finds in the change at hand."""
    return [Found(f.key, dict(f.facts), f.cites, f.cure) for f in found_faults(case)]
