"""The law of corrections 更正: there is something to correct, and what is put in its place fits and differs."""

from workflow import corrigible
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import Role

something_told = present(
    "something_told",
    lambda case: (
        (track := case.standing.tracks.get(case.region)) is not None
        and (track.plan_number or track.department_id is not None)
    ),
    cites="设计",
    cure=Role.HANDLER,
)


def _unsaid(case: Case) -> Facts | None:
    """The right value, or the right file, is not given."""
    fact = corrigible.chosen(case)
    given = case.answers.get("file" if fact is not None and fact.kind is None else "right_value")
    return {} if given in (None, "") else None


def _undated(case: Case) -> Facts | None:
    """A day must be one, and have come."""
    fact, given = corrigible.chosen(case), case.answers.get("right_value")
    is_day = fact is not None and fact.kind is not None and fact.kind.is_day and given
    return {"given": given} if is_day and fact and corrigible.value_of(fact, case) is None else None


def _unchanged(case: Case) -> Facts | None:
    fact = corrigible.chosen(case)
    is_same = fact is not None and fact.kind is not None and corrigible.value_of(fact, case) == fact.was
    return {"was": fact.was} if fact and is_same else None


correction_given = of_answers(Rule("correction_given", "设计", _unsaid, Role.HANDLER))
correction_dated = of_answers(Rule("correction_dated", "设计", _undated, Role.HANDLER))
correction_differs = of_answers(Rule("correction_differs", "设计", _unchanged, Role.HANDLER))
