"""Comments, duties, panels and numbers walked as graphs: every state is reached, and whatever is open can be closed."""

from enum import StrEnum

import pytest

from workflow.effects.moves import AT_THE_END
from workflow.process.machine import KINDS
from workflow.process.row import Scope
from workflow.process.standard import TABLE
from workflow.vocabulary import AmendmentState, CommentState, Duty, MotionState, Number, Panel

Edges = set[tuple[StrEnum, StrEnum]]
BEGINNINGS = {
    Scope.COMMENT: CommentState.RECEIVED,
    Scope.DUTY: Duty.OPEN,
    Scope.PANEL: Panel.FORMING,
    Scope.NUMBER: Number.FREE,
    Scope.MOTION: MotionState.TABLED,
    Scope.AMENDMENT: AmendmentState.PROPOSED,
}
ENDS: dict[Scope, set[StrEnum]] = {
    Scope.COMMENT: {CommentState.MERGED, CommentState.PUBLISHED, CommentState.TAKEN_BACK},
    Scope.DUTY: {Duty.ACCEPTED, Duty.EXCUSED},
    Scope.PANEL: {Panel.CONCLUDED, Panel.DISSOLVED},
    Scope.NUMBER: {Number.RETIRED},
    Scope.MOTION: {MotionState.CARRIED, MotionState.LOST, MotionState.DROPPED},
    Scope.AMENDMENT: {AmendmentState.IN_EFFECT, AmendmentState.DROPPED},
}
BULK = {
    "panels": Scope.PANEL,
    "serials": Scope.NUMBER,
    "duties": Scope.DUTY,
    "motions": Scope.MOTION,
    "amendments": Scope.AMENDMENT,
}


def edges(scope: Scope) -> Edges:
    """Whither the table leads from each state of a part, by its own rows and by what moves along with others."""
    rows = {(a, row.target) for row in TABLE if row.scope is scope and row.target for a in row.source}
    moves = [move for row in TABLE for move in row.moves] + list(AT_THE_END)
    along = {(a, m.target) for m in moves if BULK.get(m.what) is scope for a in m.source}
    return {(a, b) for a, b in rows | along if a is not b}


def reached(start: set[StrEnum], leading: Edges) -> set[StrEnum]:
    """Everything that can be reached from there."""
    while new := {b for a, b in leading if a in start} - start:
        start = start | new
    return start


@pytest.mark.parametrize("scope", BEGINNINGS)
def test_every_state_of_a_part_is_reached(scope: Scope) -> None:
    assert reached({BEGINNINGS[scope]}, edges(scope)) == set(KINDS[scope])


@pytest.mark.parametrize("scope", BEGINNINGS)
def test_whatever_is_open_can_be_closed(scope: Scope) -> None:
    backwards = {(b, a) for a, b in edges(scope)}
    assert reached(set(ENDS[scope]), backwards) == set(KINDS[scope])


@pytest.mark.parametrize("scope", BEGINNINGS)
def test_nothing_leaves_an_end(scope: Scope) -> None:
    assert not [(a, b) for a, b in edges(scope) if a in ENDS[scope]]
