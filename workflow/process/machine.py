"""The state machines, built once from the table; they decide whether a row may be taken from here, and whither
it leads.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from transitions import Machine

from workflow import gates, judges
from workflow.accord.picture import Accord
from workflow.picture.standing import Case, Standing
from workflow.process.row import BACK, Row, Scope
from workflow.process.standard import ROWS
from workflow.vocabulary import AmendmentState, CommentState, Duty, Gate, Joint, MotionState, Number, Panel, Track

Subjects = Callable[[Case], list[Any]]

KINDS: dict[Scope, type[StrEnum]] = {
    Scope.JOINT: Joint,
    Scope.OWN: Track,
    Scope.NAMED: Track,
    Scope.COMMENT: CommentState,
    Scope.PANEL: Panel,
    Scope.NUMBER: Number,
    Scope.DUTY: Duty,
    Scope.MOTION: MotionState,
    Scope.AMENDMENT: AmendmentState,
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


def candidates(row: Row, standing: Standing) -> list[dict[str, Any]]:
    """The answers with which the process itself may take a row: one for each subject that it could name."""
    if row.scope is Scope.NAMED:
        return [{"region": code} for code, track in standing.tracks.items() if track.state in row.source]
    if row.scope is Scope.MOTION and row.source:
        return [{"motion": motion.id} for motion in standing.motions if motion.state in row.source]
    if row.scope is Scope.DUTY:
        return [{"duty": duty.id} for duty in standing.duties if duty.state in row.source]
    return [{}]


def fire(row: Row, state: StrEnum, stood_at: StrEnum | None = None) -> StrEnum:
    """The state after the row; creation rows have no state before. A row that leads back leads to `stood_at`. A row
    that cannot be taken from here raises.
    """
    if not row.source:
        assert row.target is not None
        return row.target
    if row.scope is Scope.GATE:
        return state
    subject = Subject(state)
    MACHINES[KINDS[row.scope]].events[row.name].trigger(subject)
    return stood_at if BACK in row.moves and stood_at else subject.state


def is_placed(row: Row, case: Case) -> bool:
    """Whether the row can be taken from where its subject stands, during what it asks; a part not named yet may
    be any. A deputy's seat reaches no further than the acts it was given.
    """
    if case.seat is not None and not case.seat.may(row.name):
        return False
    if row.where is not None and not row.where(case):
        return False
    if row.scope is not Scope.JOINT and row.during and case.standing.state not in row.during:
        return False
    if not row.source:
        return row.scope is not Scope.JOINT
    return any(state in row.source for state in subjects(row, case))


def subjects(row: Row, case: Case) -> list[Any]:
    """The states that the row could move: one, or those of all candidates while the answers name none."""
    return SUBJECTS[row.scope](case)


def _own(case: Case) -> list[Track]:
    track = case.standing.tracks.get(case.region)
    return [track.state] if track else []


def _gates(case: Case) -> list[Gate]:
    found = ((code, gates.open_purpose(case.standing, code)) for code in case.regions)
    return [gates.state(case.standing, code, purpose) for code, purpose in found if purpose]


def _among(name: str, parts: Callable[[Case], Iterable[Any]]) -> Subjects:
    """The part that the answers name by its id, or all of them."""
    return lambda case: [part.state for part in parts(case) if case.answers.get(name) in (None, part.id)]


def _comments(case: Case) -> list[CommentState]:
    """By count, unless one comment is named: a page with a thousand comments must not read them for one button."""
    receipt, chosen = case.answers.get("receipt"), {*case.answers.get("comments", ()), case.answers.get("comment")}
    if chosen == {None} and receipt is None:
        return [state for state, n in case.standing.comment_counts.items() if n]
    return [c.state for c in case.standing.comments if c.id in chosen or (receipt is not None and receipt == c.receipt)]


SUBJECTS: dict[Scope, Subjects] = {
    Scope.JOINT: lambda case: [case.standing.state],
    Scope.OWN: _own,
    Scope.NAMED: lambda case: [
        t.state for code, t in case.standing.tracks.items() if case.answers.get("region") in (None, code)
    ],
    Scope.GATE: _gates,
    Scope.PANEL: lambda case: [panel.state for panel in judges.named(case)],
    Scope.NUMBER: lambda case: [case.standing.serial.state if case.standing.serial else Number.FREE],
    Scope.DUTY: _among("duty", lambda case: case.standing.duties),
    Scope.MOTION: _among("motion", lambda case: case.standing.motions),
    Scope.AMENDMENT: lambda case: [case.standing.amendment.state] if case.standing.amendment else [],
    Scope.COMMENT: _comments,
    Scope.AGREEMENT: lambda case: [case.standing.agreement.state],
    Scope.SUGGESTION: _among("suggestion", lambda case: getattr(case.standing, "suggestions", ())),
    Scope.FINDING: _among("concern", lambda case: getattr(case.standing, "findings", ())),
    Scope.ENTRY: lambda case: [entry.state] if (entry := getattr(case.standing, "entry", None)) else [],
    Scope.DRAW: _among("draw", lambda case: case.standing.bank.draws if isinstance(case.standing, Accord) else []),
    Scope.CHANGE: _among("change", lambda case: case.standing.changes if isinstance(case.standing, Accord) else []),
}
