"""Whether a row may be taken, judged by the real machine, relations and rules: the walk asks it a million times."""

from workflow.picture.standing import Case
from workflow.process import machine
from workflow.process.row import Row
from workflow.who import role_of


def is_open(row: Row, case: Case) -> bool:
    """Placed, in a role of the row, and no rule broken: what the engine asks, without telling why not."""
    if not machine.is_placed(row, case):
        return False
    role = role_of(row.who, case)
    if role is None:
        return False
    judged = case if case.role is role else Case(case.standing, case.seat, case.at, case.answers, role)
    return all(rule.check(judged) is None for rule in row.rules)
