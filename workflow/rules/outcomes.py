"""The law of what a region's offices agreed to once a standard is released: a yes to one outcome is none to another."""

from collections.abc import Callable

from workflow import gates
from workflow.picture.standing import Case
from workflow.rules.shapes import Rule, of_answers
from workflow.vocabulary import Outcome, Purpose, Role


def _said(case: Case) -> Outcome | None:
    said = gates.proposed(case.standing, case.region)
    return Outcome(said) if said else None


def _differs(case: Case, wanted: Outcome) -> bool:
    """Whether they spoke of another outcome. Where the approver alone decides, nobody spoke before; who has not spoken
    at all is told of by the chain.
    """
    chain = gates.offices(case.standing, case.region, Purpose.REVIEW)
    is_silent = _said(case) is None and gates.owing(case.standing, case.region, Purpose.REVIEW)
    return _said(case) is not wanted and not is_silent and any(o.role is not Role.APPROVER for o in chain)


def _spoken_of(wanted: Callable[[Case], Outcome]) -> Rule:
    return Rule(
        "outcome_spoken_of",
        "“3+X”工作模式；设计",
        lambda case: (
            {"region": case.standing.named(case.region), "outcome": wanted(case), "said": _said(case) or "—"}
            if _differs(case, wanted(case))
            else None
        ),
        Role.COSIGNER,
    )


def spoke_of(outcome: Outcome) -> Rule:
    """The offices of the region spoke of this outcome."""
    return _spoken_of(lambda case: outcome)


spoke_of_it = of_answers(_spoken_of(lambda case: Outcome(case.answers["outcome"])))
