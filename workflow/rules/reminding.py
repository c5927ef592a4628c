"""The law of reminders: what the process tells by itself. One is due while its timer has not fired and still means what
it meant; telling is what fires it, so that it is told once, late or not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workflow.picture.standing import Case
from workflow.records.notices import Timer
from workflow.rules.instants import (
    Instants,
    after_plan,
    effect,
    grace,
    half_time,
    lapsing,
    late_departments,
    late_duties,
    overstayed,
    resuming,
    silent_units,
    unconcluded,
    unsealed,
    unused,
)
from workflow.rules.shapes import Rule
from workflow.vocabulary import BEFORE, LIVE, PUBLIC, WORKING, Joint

HELD = BEFORE - {Joint.SUSPENDED}  # what a suspension stops


@dataclass(frozen=True)
class Reminder:
    """In which states something is told, and at which instants, each for a region or for all (an empty code)."""

    states: frozenset[Joint]
    instants: Callable[[Case], Instants]


REMINDERS: dict[str, Reminder] = {
    "remind_of_lapse": Reminder(frozenset({Joint.PROPOSED}), lapsing),
    "remind_half_time": Reminder(frozenset({Joint.CONSULTING}), half_time),
    "remind_of_units": Reminder(frozenset({Joint.CONSULTING}), silent_units),
    "tell_plan_over": Reminder(WORKING, after_plan("ladder.chair_days")),
    "put_plan_on_agenda": Reminder(WORKING, after_plan("gate.grace_days", once_more=True)),
    "move_to_terminate": Reminder(WORKING, after_plan("gate.grace_days", once_more=False)),
    "tell_answering_late": Reminder(frozenset({Joint.ANSWERING}), overstayed("gate.days.answering")),
    "tell_panel_late": Reminder(frozenset({Joint.REVIEWING}), overstayed("gate.days.panel")),
    "tell_department_late": Reminder(HELD | LIVE, late_departments),
    "remind_of_number": Reminder(BEFORE, unused),
    "tell_sealing_late": Reminder(frozenset({Joint.SCHEDULED}), unsealed),
    "remind_of_resuming": Reminder(frozenset({Joint.SUSPENDED}), resuming),
    "remind_of_floor": Reminder(HELD | LIVE, grace),
    "remind_of_effect": Reminder(LIVE, effect),
    "tell_duty_late": Reminder(BEFORE | PUBLIC, late_duties("ladder.approver_days")),
    "tell_duty_overdue": Reminder(BEFORE | PUBLIC, late_duties("duty.overdue_days")),
    "tell_review_late": Reminder(frozenset({Joint.UNDER_REVIEW}), unconcluded),
}


def timer_of(name: str, region: str) -> str:
    """The timer of a reminder by its name."""
    return f"{name}:{region}" if region else name


def timers_of(case: Case, name: str) -> Iterator[tuple[str, datetime]]:
    """The timers of a reminder as the standard stands, each once."""
    reminder = REMINDERS[name]
    if case.standing.state in reminder.states:
        yield from dict.fromkeys((timer_of(name, region), told) for region, told in reminder.instants(case))


def due_timers(case: Case, name: str) -> list[Timer]:
    """The timers of a reminder, for the region named if one is, that have come and were not told."""
    wanted = timer_of(name, str(case.answers.get("region") or ""))
    unfired = [t for t in case.standing.timers if t.name == wanted and t.fired_at is None and t.due_at <= case.at]
    meant = set(timers_of(case, name)) if unfired else set()
    return [timer for timer in unfired if (timer.name, timer.due_at) in meant]


def told_now(name: str) -> Rule:
    """A reminder is due."""
    return Rule("reminder_due", "设计", lambda case: None if due_timers(case, name) else {"step": f"step.{name}"})
