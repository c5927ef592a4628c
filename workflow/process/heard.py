"""The rows by which what the public says of a released standard goes into its next revision."""

from collections.abc import Callable
from typing import Final

from workflow.picture.standing import Case, Standing
from workflow.process import asking as ask
from workflow.process.row import Choice, Row, Scope
from workflow.records.consultations import Comment
from workflow.rules import hearing as law
from workflow.rules.positions import other_hands
from workflow.vocabulary import LIVE, Joint, Named, Role

WRITING: Final = frozenset({Joint.DRAFTING, Joint.ANSWERING})
WHO: Final = (Role.DRAFTER, Role.SECRETARY, Role.HANDLER, Role.COORDINATOR)


def _listed(found: Callable[[Standing], list[Comment]]) -> Callable[[Case], list[Choice]]:
    return lambda case: [Choice(one.id, _named(one)) for one in found(case.standing)]


def _named(one: Comment) -> Named:
    said = one.opinion[:24]
    return Named(str(one.id), f"{one.clause_label}：{said}", f"{one.clause_label}: {said}")


unmarked = _listed(lambda standing: standing.feedback)
inherited = _listed(lambda standing: standing.inherited)

ROWS_OF_FEEDBACK: tuple[Row, ...] = (
    Row(
        "mark_for_revision",
        None,
        Scope.JOINT,
        LIVE,
        None,
        WHO,
        rules=(law.feedback_waits, other_hands),
        asks=(ask.pick("feedback", unmarked, many=True),),
    ),
    Row(
        "take_up_feedback",
        None,
        Scope.JOINT,
        WRITING,
        None,
        (Role.DRAFTER,),
        rules=(law.inheritance_waits, other_hands),
        asks=(ask.pick("feedback", inherited, many=True),),
    ),
)
