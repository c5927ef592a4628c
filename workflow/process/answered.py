"""What is asked of those who handle comments many at a time: which of them, and what becomes of them."""

from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process import choosing as among
from workflow.process.choosing import Choices
from workflow.process.row import Ask, Choice
from workflow.vocabulary import CommentState, Disposition, Inside, Joint

RECEIVED, ANSWERED = CommentState.RECEIVED, CommentState.ANSWERED
# Where nothing is answered but what the reviewers of a panel remarked.
JUDGED = frozenset({Joint.DRAFTING, Joint.REVIEWING, Joint.APPROVING})


def answers(case: Case) -> bool:
    """Whether there can be anything to answer."""
    counts = case.standing.remark_counts
    return case.standing.state not in JUDGED or any(counts.get(state) for state in (RECEIVED, ANSWERED))


def answerable(case: Case) -> list[Choice]:
    """Comments without a last word; while the text is judged, remarks of its panel alone."""
    found = OPEN(case)
    if case.standing.state not in JUDGED:
        return found
    remarks = {c.id for c in case.standing.comments if c.panel_id is not None}
    return [choice for choice in found if choice.value in remarks]


def has_answers(case: Case) -> bool:
    """Whether anything is answered besides remarks, which are never published."""
    counts, remarks = case.standing.comment_counts, case.standing.remark_counts
    return counts.get(ANSWERED, 0) > remarks.get(ANSWERED, 0)


def consolidates(case: Case) -> bool:
    """Whether regions go through their own comments first."""
    return case.standing.terms.days("comments.inside_days") > 0


def own_comments(case: Case) -> list[Choice]:
    """Comments that came through the window of the actor's own region."""
    mine = {c.id for c in case.standing.comments if c.region_code == case.region}
    return [choice for choice in among.comments_in(RECEIVED)(case) if choice.value in mine]


def proposing(case: Case) -> list[Choice]:
    """Comments that propose words and were not merged."""
    mine = {c.id for c in case.standing.comments if c.proposal}
    return [choice for choice in among.comments_in(RECEIVED, ANSWERED)(case) if choice.value in mine]


def _these(choices: Choices) -> Ask:
    return ask.pick("comments", choices, many=True)


OPEN = among.comments_in(RECEIVED, ANSWERED)
ANSWER = (_these(answerable), ask.one_of("disposition", Disposition), ask.prose("answer"))
MERGE = (_these(among.comments_in(RECEIVED)), ask.pick("into", OPEN))
ASSIGN = (_these(OPEN), ask.persons("assignee", among.group_members, many=False))
APPLY = (
    _these(proposing),
    ask.one_of("disposition", Disposition, (Disposition.ACCEPTED, Disposition.PARTLY)),
    ask.prose("answer"),
)
WEIGH = (_these(own_comments), ask.one_of("inside", Inside), ask.maybe(ask.prose("inside_note")))
HAND_OVER = (ask.maybe(ask.prose("note")),)
