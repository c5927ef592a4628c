"""The law of applications: a title ends with its last day."""

from workflow.picture.standing import Case
from workflow.rules.entering import entered
from workflow.rules.shapes import Facts, Rule


def _still_held(case: Case) -> Facts | None:
    until = entered(case).held.until
    return {"until": until or "—"} if until is None or until >= case.today else None


until_over = Rule("until_over", "设计", _still_held, until=lambda case: entered(case).held.until)
