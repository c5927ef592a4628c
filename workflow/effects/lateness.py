"""The ladder of lateness: who was told, and the matter put before the joint meeting. Nothing moves by it."""

from typing import Any

from workflow import clock
from workflow.db import Work
from workflow.facts import plain
from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.records.standards import StandardTrack
from workflow.rules.debts import debt
from workflow.rules.meeting import OVERDUE
from workflow.vocabulary import Duty, DutyKind


def remind_approver(work: Work, case: Case) -> dict[str, Any]:
    return _climb(work, case, 1)


def tell_chair(work: Work, case: Case) -> dict[str, Any]:
    return _climb(work, case, 2)


def put_on_agenda(work: Work, case: Case) -> dict[str, Any]:
    """A task of the chair region's authority: what comes of the meeting is motions and duties."""
    code = case.answers["region"]
    facts = {"region": code, "due": plain(debt(case, code))}
    return matter_of_meeting(work, case, OVERDUE, facts) | _climb(work, case, 3)


def clear_agenda(work: Work, case: Case) -> dict[str, Any]:
    """What was put before the meeting is settled before it met."""
    return {"duty": case.answers["duty"]}


def matter_of_meeting(work: Work, case: Case, matter: str, facts: dict[str, Any]) -> dict[str, Any]:
    standing, chair = case.standing, case.standing.agreement.chair_region
    made = work.insert(
        StandardDuty,
        standard_id=standing.standard.id,
        region_code=chair,
        kind=DutyKind.TASK,
        organ_id=standing.authority(chair),
        state=Duty.OPEN,
        matter=matter,
        matter_facts=facts,
        opened_at=work.at,
        due_on=clock.days_after(case.today, standing.terms.days("motion.days")),
    )
    return {"duty": made, "matter": matter, "matter_facts": facts}


def _climb(work: Work, case: Case, rung: int) -> dict[str, Any]:
    """The rung is remembered with the debt that it was told for."""
    code, due = case.answers["region"], debt(case, case.answers["region"])
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == code)
    work.update(StandardTrack, *mine, rung=rung, rung_due=due)
    return {"rung": rung, "due": due}
