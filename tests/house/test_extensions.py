"""W15: a plan is extended as often as its term says; nothing else looks at that, so the walk leaves it out."""

from dataclasses import replace

import pytest

from tests.house.walk.carried import Carried, with_motion
from tests.house.walk.judge import Table
from tests.house.walk.ladder import OWING, owing
from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, NOW, seat
from tests.house.walk.picture import picture
from workflow import shipped
from workflow.picture.standing import Case, Standing
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS, TABLE
from workflow.records.standards import Standard
from workflow.vocabulary import WORKING, Joint, MotionKind, Role, SeatRole

MOST: int = shipped.default_terms()["plan.extension_max"]["value"]
APART = {"extend_plan"}


def extended(joint: Joint, times: int) -> Standing:
    """A standard at this gate whose plan was extended so often, and again by a motion that carries now."""
    standing = with_motion(picture(owing(joint)), Carried(MotionKind.EXTEND_PLAN, None))
    values = {column.key: getattr(standing.standard, column.key) for column in Standard.__table__.columns}
    standing.__dict__["standard"] = Standard(**values | {"extensions": times})
    return standing


@pytest.mark.parametrize("joint", [joint for joint in OWING if joint in WORKING])
def test_a_plan_is_extended_no_more_often_than_its_term_allows(joint: Joint) -> None:
    def may_extend(times: int) -> bool:
        case = Case(extended(joint, times), None, NOW, role=Role.SYSTEM)
        return is_open(ROWS["extend_plan"], case)

    assert [may_extend(times) for times in range(MOST + 2)] == [True] * MOST + [False] * 2


@pytest.mark.parametrize("joint", OWING)
def test_no_other_row_looks_at_extensions(joint: Joint) -> None:
    first, last = (open_rows(joint, times) for times in (0, MOST))
    assert first - APART == last - APART
    assert len(first) > 3


def _as_a_button(row: Row) -> Row:
    """The row without what can be judged only by its answers."""
    return replace(row, rules=tuple(rule for rule in row.rules if not rule.judges_answers))


def open_rows(joint: Joint, times: int) -> set[str]:
    """Every row that anybody may take, judged without answers, and what the process does by itself."""
    standing = extended(joint, times)
    seats = [seat(role, code) for role in SeatRole for code in CODES[:3]]
    plain = [row for row in TABLE if row.scope is not Scope.MOTION and not row.is_system]
    found = {row.name for row in plain for who in seats if is_open(_as_a_button(row), Case(standing, who, NOW))}
    table = Table(TABLE, 3)
    return found | {row.name for opened in (table.system_rows, table.moved_by) for row, _ in opened(standing, joint)}
