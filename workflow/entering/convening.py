"""What the rows of meetings write: a resolution is an entry of its own, and so is the task that follows from it."""

from dataclasses import replace
from typing import Any

from workflow.accord.entered import Entered
from workflow.db import Work
from workflow.entering import telling
from workflow.entering.telling import Wrote
from workflow.kinds import all_kinds
from workflow.picture.standing import Case
from workflow.process.entries import ROWS, fitted
from workflow.rules.entering import entered

RESOLUTION, TASK = "resolution", "task"


def resolve_item(work: Work, case: Case, number: int) -> Wrote:
    """The resolution hangs on the meeting, the task on the resolution; each begins with its own event."""
    answers, meeting = case.answers, entered(case).held
    told = {"title": answers["item"], "parent": meeting.id, "resolution": answers["resolution"]}
    told |= {"agreed": answers["agreed"], "dissent": answers.get("dissent")}
    resolved = _begun(work, case, RESOLUTION, "enter_entry", told)
    facts = {"resolution_id": resolved}
    if answers.get("task"):
        task = {"title": answers["task"], "region": answers["task_owner"], "due": answers["due"], "parent": resolved}
        facts["task_id"] = _begun(work, case, TASK, "undertake", task)
    return Wrote(facts=facts)


def _begun(work: Work, case: Case, kind: str, step: str, told: dict[str, Any]) -> int:
    chosen = all_kinds()[kind]
    seen = Entered.beginning(work.session, entered(case).agreement.id, chosen)
    assert seen is not None
    answers = {name: value for name, value in told.items() if value is not None}
    begun = replace(case, standing=seen, answers=answers)
    return telling.begin(work, fitted(ROWS[step], chosen), begun, within=entered(case).held.id).entry_id
