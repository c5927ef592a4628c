"""The state machines, built once from the table; they decide whether a row may be taken from here, and whither
it leads.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from transitions import Machine

from workflow import gates
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.standing import Case
from workflow.vocabulary import CommentState, Duty, Joint, Number, Panel, Track

KINDS: dict[Scope, type[StrEnum]] = {
    Scope.JOINT: Joint,
    Scope.OWN: Track,
    Scope.NAMED: Track,
    Scope.COMMENT: CommentState,
    Scope.PANEL: Panel,
    Scope.NUMBER: Number,
    Scope.DUTY: Duty,
}


class Subject:
    """What a machine moves: nothing but a state."""

    def __init__(self, state: StrEnum) -> None:
        self.state = state


def _build(kind: type[StrEnum], rows: Iterable[Row]) -> Machine:
    """One machine a life-cycle, without a model (a registered model is kept alive) and without the back doors
    `to_x()`.
    """
    machine = Machine(model=None, states=kind, initial=None, auto_transitions=False, send_event=True)
    for row in rows:
        machine.add_transition(row.name, list(row.source), row.target if row.target is not None else "=")
    return machine


MACHINES: dict[type[StrEnum], Machine] = {
    kind: _build(kind, [row for row in ROWS.values() if KINDS.get(row.scope) is kind and row.source])
    for kind in dict.fromkeys(KINDS.values())
}


def fire(row: Row, state: StrEnum) -> StrEnum:
    """The state after the row; creation rows have no state before. A row that cannot be taken from here raises."""
    if not row.source:
        assert row.target is not None
        return row.target
    if row.scope is Scope.GATE:
        return state
    subject = Subject(state)
    MACHINES[KINDS[row.scope]].events[row.name].trigger(subject)
    return subject.state


def is_placed(row: Row, case: Case) -> bool:
    """Whether the row can be taken from where its subject stands, during what it asks; a part not named yet may
    be any. A deputy's seat reaches no further than the acts it was given.
    """
    if case.seat is not None and not case.seat.may(row.name):
        return False
    if row.scope is not Scope.JOINT and row.during and case.standing.state not in row.during:
        return False
    if not row.source:
        return row.scope is not Scope.JOINT
    return any(state in row.source for state in subjects(row, case))


def subjects(row: Row, case: Case) -> list[Any]:
    """The states that the row could move: one, or those of all candidates while the answers name none."""
    standing, answers = case.standing, case.answers
    match row.scope:
        case Scope.JOINT:
            return [standing.state]
        case Scope.OWN:
            track = standing.tracks.get(case.region)
            return [track.state] if track else []
        case Scope.NAMED:
            return [t.state for code, t in standing.tracks.items() if answers.get("region") in (None, code)]
        case Scope.GATE:
            found = ((code, gates.open_purpose(standing, code)) for code in case.regions)
            return [gates.state(standing, code, purpose) for code, purpose in found if purpose]
        case Scope.PANEL:
            return [standing.panel.state] if standing.panel else []
        case Scope.NUMBER:
            return [standing.serial.state if standing.serial else Number.FREE]
        case Scope.DUTY:
            return [d.state for d in standing.duties if answers.get("duty") in (None, d.id)]
        case Scope.COMMENT:
            return _comments(case)


def _comments(case: Case) -> list[CommentState]:
    """By count, unless one comment is named: a page with a thousand comments must not read them for one button."""
    chosen, receipt = case.answers.get("comment"), case.answers.get("receipt")
    if chosen is None and receipt is None:
        return [state for state, n in case.standing.comment_counts.items() if n]
    return [c.state for c in case.standing.comments if chosen == c.id or (receipt is not None and receipt == c.receipt)]
