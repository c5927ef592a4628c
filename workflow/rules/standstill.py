"""The law of standstill 停滞期提醒: another standard that says nearly the same is told once, and answered for."""

from workflow.picture.standing import Case, Standing
from workflow.records.standstill import Alert, Lookalike
from workflow.rules.shapes import Facts, Rule


def untold(standing: Standing) -> Lookalike | None:
    """The likest of those that the worker found and nobody was told of."""
    told = {alert.other_id for alert in standing.alerts}
    return next((one for one in standing.lookalikes if one.other_id not in told), None)


def unanswered(standing: Standing) -> list[Alert]:
    """Alerts of which the leading region has said nothing yet."""
    said = {answer.alert_id for answer in standing.alert_answers}
    return [alert for alert in standing.alerts if alert.id not in said]


def _untold(case: Case) -> Facts | None:
    return None if untold(case.standing) else {}


alike_untold = Rule("alike_untold", "设计", _untold)
