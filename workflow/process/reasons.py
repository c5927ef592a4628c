"""Why a step is refused: each broken rule with its facts, its citation, who can cure it and until when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.facts import plain
from workflow.picture.standing import Case, Seat
from workflow.process import machine
from workflow.process.row import Row
from workflow.rules import shapes
from workflow.vocabulary import Role
from workflow.who import role_of
from workflow.words import say


@dataclass(frozen=True)
class Reason:
    """One reason of a refusal; its sentences are told in the language spoken when they are asked for."""

    rule: str
    facts: dict[str, Any]
    cites: str = ""
    cure: Role | None = None
    until: date | None = None

    @property
    def sentence(self) -> str:
        return say(f"rule.{self.rule}", **self.facts)

    @property
    def remedy(self) -> str:
        """Who can cure it, until when."""
        if self.cure is None:
            return ""
        return say("cure.until", who=self.cure, until=self.until) if self.until else say("cure.who", who=self.cure)

    def as_json(self) -> dict[str, Any]:
        """The reason as the API gives it."""
        told = {"rule": self.rule, "facts": plain(self.facts), "sentence": self.sentence, "cites": self.cites}
        return told | {"cure": self.remedy, "until": self.until.isoformat() if self.until else None}


class NotThere(Exception):
    """No such thing, or not for this seat: the two look alike on purpose."""


class Refused(Exception):
    """A step that may not be taken, with every reason at once."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__("; ".join(reason.rule for reason in reasons))
        self.reasons = reasons


def not_lent(row: Row, seat: Seat) -> Reason | None:
    """A deputy's seat reaches no further than the acts that it was lent for."""
    if seat.may(row.name):
        return None
    return Reason("lent_for", {"step": f"step.{row.name}", "steps": [f"step.{name}" for name in sorted(seat.steps)]})


def misplaced(row: Row, case: Case) -> Reason | None:
    """The first kind of no: not lent to you, not from here, or not yours. Such a step has no button."""
    if case.seat is not None and (no := not_lent(row, case.seat)):
        return no
    if not machine.is_placed(row, case):
        return Reason("misplaced", {"step": f"step.{row.name}", "state": case.standing.state})
    if role_of(row.who, case) is None:
        return Reason("not_yours", {"step": f"step.{row.name}", "roles": row.who})
    return None


def unmet(row: Row, case: Case, *, before_answers: bool = False) -> list[Reason]:
    """The second kind of no: every rule that is broken. The button is drawn, greyed, with all of these."""
    found = shapes.broken(row.rules, case, before_answers=before_answers)
    return [Reason(rule.name, facts, authority(rule), rule.curer(case), rule.until(case)) for rule, facts in found]


def authority(rule: shapes.Rule) -> str:
    """What a rule rests on outside this house; a rule that is our own design cites nobody."""
    return "；".join(part for part in rule.cites.split("；") if part != "设计")
