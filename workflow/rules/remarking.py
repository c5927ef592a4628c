"""The law of remarks on a text before its panel: when they may be made, and that each is answered before the end."""

from workflow.judges import named
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, present
from workflow.rules.voting import own_place
from workflow.vocabulary import CommentState, Joint, Panel, Role


def _undeclared(case: Case) -> Facts | None:
    mine = own_place(case)
    return {} if mine is not None and mine.interest is None else None


own_interest_declared = Rule("own_interest_declared", "通行做法（待核）", _undeclared, Role.REVIEWER)
papers_out = present(
    "papers_out",
    lambda case: any(panel.state in (Panel.NOTICED, Panel.VOTING) for panel in named(case)),
    cites="设计",
    cure=Role.SECRETARY,
)


def _unanswered(case: Case) -> Facts | None:
    """Only the final text waits for it: the one before that is what remarks are made on."""
    n = case.standing.remark_counts.get(CommentState.RECEIVED, 0)
    return {"n": n} if n and case.standing.state is Joint.APPROVING else None


remarks_answered = Rule("remarks_answered", "通行做法（待核）；设计", _unanswered, Role.DRAFTER)
