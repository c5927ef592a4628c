"""The law of what is put before a joint meeting 联席会议: once it is settled the process itself takes it off."""

from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.rules.debts import debt
from workflow.rules.instants import plan_ends
from workflow.rules.shapes import Facts, Rule

OVERDUE, PLAN_OVER = "duty.overdue_matter", "duty.plan_over"


def _is_open(case: Case, duty: StandardDuty) -> bool:
    """Whether what was put before the meeting still is as it was then."""
    facts = duty.matter_facts or {}
    if duty.matter == OVERDUE:
        until = debt(case, facts["region"])
        return until is not None and until.isoformat() == facts["due"]
    end = plan_ends(case.standing)
    return end is not None and end < case.today


def _unsettled(case: Case) -> Facts | None:
    duty = next((d for d in case.standing.duties if d.id == case.answers.get("duty")), None)
    is_matter = duty is not None and duty.matter in (OVERDUE, PLAN_OVER)
    return {} if duty is None or not is_matter or _is_open(case, duty) else None


matter_settled = Rule("matter_settled", "设计", _unsettled)
