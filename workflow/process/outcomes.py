"""What may be spoken of at a gate of review: the conclusion of a review under way, or leaving."""

from workflow import gates
from workflow.picture.standing import Case
from workflow.process.row import Choice
from workflow.vocabulary import Joint, Outcome, Purpose


def speaks_of_outcome(case: Case) -> bool:
    """Whether a word now is one at a gate of review."""
    return any(gates.open_purpose(case.standing, code) is Purpose.REVIEW for code in case.regions)


def outcomes(case: Case) -> list[Choice]:
    """What may be spoken of: the conclusion of a review under way, or leaving."""
    is_reviewed = case.standing.state is Joint.UNDER_REVIEW
    return [Choice(each.value, each) for each in Outcome if is_reviewed or each in (Outcome.REPEAL, Outcome.SEPARATE)]
