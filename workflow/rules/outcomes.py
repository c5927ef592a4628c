"""The law of what a region's offices agreed to once a standard is released: a yes to one outcome is none to another."""

from workflow import gates
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.standing import Case
from workflow.vocabulary import Outcome, Purpose, Role


def _spoke_of_another(case: Case, wanted: Outcome) -> Facts | None:
    """Where the approver alone decides, nobody spoke of anything before; who has not spoken at all is told of by the
    chain.
    """
    chain = gates.offices(case.standing, case.region, Purpose.REVIEW)
    said = gates.proposed(case.standing, case.region)
    is_silent = said is None and gates.owing(case.standing, case.region, Purpose.REVIEW)
    if said == wanted or is_silent or all(office.role is Role.APPROVER for office in chain):
        return None
    return {"region": case.standing.named(case.region), "outcome": wanted, "said": Outcome(said) if said else "—"}


def spoke_of(outcome: Outcome) -> Rule:
    """The offices of the region spoke of this outcome."""
    return Rule(
        "outcome_spoken_of", "“3+X”工作模式；设计", lambda case: _spoke_of_another(case, outcome), Role.COSIGNER
    )


def _answered(case: Case) -> Facts | None:
    return _spoke_of_another(case, Outcome(case.answers["outcome"]))


spoke_of_it = of_answers(Rule("outcome_spoken_of", "“3+X”工作模式；设计", _answered, Role.COSIGNER))
