"""The law of corrections 更正: there is something to correct, and what is put in its place fits and differs."""

from workflow import corrigible
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.standing import Case
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


def _unfit(case: Case) -> Facts | None:
    fact = corrigible.chosen(case)
    if fact is None:
        return {"was": "—"}
    now = corrigible.value_of(fact, case)
    is_other = fact.kind is None or now != fact.was
    return None if now not in (None, "") and is_other else {"was": fact.was}


correction_fits = of_answers(Rule("correction_fits", "设计", _unfit, Role.HANDLER))
