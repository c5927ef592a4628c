"""The law of meetings: every region attends before one counts as held; a resolved task has an owner and a day."""

from workflow.picture.standing import Case
from workflow.rules.entering import entered
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import EntryState, Role

ATTENDANCE = "attendance"  # the kind of entry by which somebody signs in
TASK = ("task", "task_owner", "due")


def attending(case: Case) -> set[str]:
    """The regions that signed in to the meeting."""
    signed = (one for one in entered(case).children if one.kind == ATTENDANCE and one.state is EntryState.RECORDED)
    return {one.region_code for one in signed if one.region_code}


def _absent(case: Case) -> Facts | None:
    seen = entered(case)
    missing = [code for code in seen.tracks if code not in attending(case)]
    return {"regions": case.among(missing)} if missing else None


all_attended = Rule("all_attended", "设计", _absent, Role.HANDLER)


def _half_a_task(case: Case) -> Facts | None:
    given = [name for name in TASK if case.answers.get(name)]
    lacking = [name for name in TASK if not case.answers.get(name)]
    return {"lacking": [f"ask.{name}" for name in lacking]} if given and lacking else None


task_whole = of_answers(Rule("task_whole", "设计", _half_a_task))
