"""The law of urging 催办: another region that owes its part of the present gate, at most once a day."""

from workflow.picture.standing import Case
from workflow.rules.debts import debt
from workflow.rules.shapes import Facts, Rule, of_answers


def owing(case: Case) -> list[str]:
    """Other regions that owe what all wait for."""
    return [code for code in case.standing.tracks if code != case.region and debt(case, code) is not None]


def _urged_today(case: Case) -> Facts | None:
    code = str(case.answers["region"])
    urged_on = case.standing.tracks[code].urged_on
    return {"region": case.standing.named(code), "day": urged_on} if urged_on == case.today else None


somebody_owes = Rule("somebody_owes", "设计", lambda case: None if owing(case) else {})
not_urged_today = of_answers(Rule("not_urged_today", "设计", _urged_today))
