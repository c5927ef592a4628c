"""The law of limits on clauses: there is one to judge, and what is stated of it is a limit."""

from fractions import Fraction

from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.text.limits.judged import Judged, LimitState
from workflow.text.limits.limit import Limit, limited
from workflow.text.limits.numerals import number
from workflow.text.limits.units import unit

STATED = frozenset({"limit", "operator", "quantity", "force"})
NEW = "new"  # in place of the key of a limit: one that nobody proposed


def stated(case: Case) -> Limit | None:
    """The limit that the answers state; None where they state none."""
    told = case.answers
    if not told.keys() >= STATED:
        return None
    values = [number(told[name]) for name in ("bound", "bound_to") if told.get(name)]
    known = tuple(value for value in values if isinstance(value, Fraction))
    clause = str(told["limit"]).partition("/")[0]
    more = {"condition": told.get("condition") or "", "unit": told.get("measure") or ""}
    if len(known) != len(values):
        return None
    try:
        return limited(told["operator"], known, clause=clause, quantity=told["quantity"], force=told["force"], **more)
    except ValueError:
        return None


def _no_limit(case: Case) -> Facts | None:
    return {} if stated(case) is None else None


def _no_unit(case: Case) -> Facts | None:
    named = case.answers.get("measure") or ""
    return {"unit": named} if unit(named) is None else None


def waiting(case: Case) -> list[Judged]:
    """What was proposed and nobody has judged as the words stand."""
    return [one for one in case.standing.limits.found if one.state is LimitState.PROPOSED]


def current(case: Case) -> list[Judged]:
    """Every limit of the newest text that nobody has rejected."""
    gone = {LimitState.REJECTED, LimitState.LAPSED}
    return [one for one in case.standing.limits.found if one.state not in gone]


limits_wait = present("limits_wait", waiting, cites="设计")
limits_there = present("limits_there", current, cites="设计")
clauses_bind = present("clauses_bind", lambda case: case.standing.limits.binding, cites="设计")
limit_stated = of_answers(Rule("limit_stated", "设计", _no_limit))
unit_known = of_answers(Rule("unit_known", "GB 3100", _no_unit))
