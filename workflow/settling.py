"""What the process does by itself, after each act and when a timer wakes it: the rows of the system that stand open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from workflow import act, projection
from workflow.db import Work, table_of
from workflow.picture.standing import Case, Standing
from workflow.process import machine
from workflow.process.row import Row
from workflow.process.standard import ROWS
from workflow.records.notices import Timer
from workflow.records.standards import Standard
from workflow.rules import shapes
from workflow.vocabulary import Joint, Role

ROUNDS = 200  # settle() ends long before this: few rows move, the others tell each region once


def settle(work: Work, standing: Standing) -> Standing:
    """Take whatever rows of the system now stand open, in the order of the table, until none does; then write
    the lists.
    """
    for _ in range(ROUNDS):
        standing = _watched(work, standing)
        found = next(open_system_rows(standing, work.at), None)
        if found is None:
            projection.project(work, standing)
            _wake_predecessor(work, standing.standard)
            return standing
        _, standing = act.perform(work, *found)
    raise RuntimeError(f"settling standard {standing.standard.id} does not end")


def open_system_rows(standing: Standing, at: datetime) -> Iterator[tuple[Row, Case]]:
    """The rows of the system that are placed and lawful now, each with the subject that it names, in the order of the
    table.
    """
    case = Case(standing, None, at, role=Role.SYSTEM)
    for row in (row for row in ROWS.values() if row.is_system and machine.is_placed(row, case)):
        for answers in machine.candidates(row, standing):
            named = replace(case, answers=answers)
            if shapes.hold(row.rules, named):
                yield row, named


def _watched(work: Work, standing: Standing) -> Standing:
    """Note when the project falls below the floor of regions (a released standard, to one), and forget it when it
    rises again.
    """
    standard, is_below = standing.standard, projection.fell_below_floor(standing)
    if is_below == (standard.below_floor_at is not None):
        return standing
    fell = work.at if is_below else None
    work.session.execute(sa.update(Standard).where(Standard.id == standard.id).values(below_floor_at=fell))
    return standing.again(())


def _wake_predecessor(work: Work, standard: Standard) -> None:
    """A revision that came into force, or ended, in this act moves the standard that it revises: by a timer that is due
    at once, so that no act holds two standards.
    """
    moves = standard.state is Joint.IN_FORCE or standard.state.is_end
    if standard.predecessor_id is None or not moves or standard.since != work.at:
        return
    timer = {"standard_id": standard.predecessor_id, "name": "successor", "due_at": work.at}
    known = sa.select(Timer.id).filter_by(**timer)
    if work.session.scalar(known) is None:
        work.session.execute(sa.insert(table_of(Timer)).values(**timer))
