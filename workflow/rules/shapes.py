"""The shape of a rule: a line of data with name, citation, who cures it. A broken rule returns facts, never prose."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from workflow import clock
from workflow.picture.standing import Case
from workflow.vocabulary import (
    Role,
)

Facts = dict[str, Any]
Until = Callable[[Case], date | None]


@dataclass(frozen=True)
class Rule:
    """`check` gives the facts of the breach, or None; `cure` is who can mend it (where that differs from case
    to case, `cured_by` says), `until` by when.
    """

    name: str
    cites: str
    check: Callable[[Case], Facts | None]
    cure: Role | None = None
    until: Until = lambda case: None
    judges_answers: bool = False
    cured_by: Callable[[Case], Role | None] | None = None

    def curer(self, case: Case) -> Role | None:
        """Who can mend it in this case."""
        return self.cured_by(case) if self.cured_by else self.cure


def of_answers(rule: Rule) -> Rule:
    """The same rule, judged only once there are answers: it never greys a button."""
    return replace(rule, judges_answers=True)


def every_region(
    name: str, lacking: Callable[[Case], list[str]], *, cites: str, cure: Role, until: Until = lambda case: None
) -> Rule:
    """Holds when no region is lacking."""

    def check(case: Case) -> Facts | None:
        codes = lacking(case)
        if not codes:
            return None
        since = min(case.standing.tracks[code].since for code in codes)
        return {"regions": case.among(codes), "since": clock.day_of(since)}

    return Rule(name, cites, check, cure, until)


def none_left(
    name: str, left: Callable[[Case], list[Any]], *, cites: str, cure: Role | None = None, fact: str = "n"
) -> Rule:
    """Holds when the list is empty; the fact is how many, or which, are left."""

    def check(case: Case) -> Facts | None:
        rest = left(case)
        return {fact: len(rest) if fact == "n" else rest} if rest else None

    return Rule(name, cites, check, cure)


def present(name: str, is_there: Callable[[Case], Any], *, cites: str, cure: Role | None = None, **facts: Any) -> Rule:
    """Holds when something is there."""
    return Rule(name, cites, lambda case: None if is_there(case) else dict(facts), cure)


def reached(
    name: str,
    have: Callable[[Case], int],
    need: Callable[[Case], int],
    *,
    cites: str,
    cure: Role | None = None,
    fact: str = "floor",
) -> Rule:
    """Holds when a count reaches its need."""

    def check(case: Case) -> Facts | None:
        n, wanted = have(case), need(case)
        return {"n": n, fact: wanted} if n < wanted else None

    return Rule(name, cites, check, cure)


def lasted(name: str, end: Callable[[Case], datetime | None], *, cites: str) -> Rule:
    """Holds from an instant on; an instant that is not fixed yet never comes."""

    def check(case: Case) -> Facts | None:
        until = end(case)
        if until is not None and case.at >= until:
            return None
        last = clock.day_of(until - timedelta(seconds=1)) if until else None
        return {
            "until": last or "—",
            "instant": until or "—",
            "left": clock.days_left(last, case.today) if last else "—",
        }

    return Rule(name, cites, check)


def term(key: str) -> Callable[[Case], int]:
    return lambda case: case.standing.terms.days(key)


def hold(rules: Iterable[Rule], case: Case) -> bool:
    """Whether all hold; the first that does not is enough where nobody asks for the reasons."""
    return all(rule.check(case) is None for rule in rules)


def broken(rules: Iterable[Rule], case: Case, *, before_answers: bool = False) -> list[tuple[Rule, Facts]]:
    """Every rule that does not hold, with its facts - all at once, never only the first."""
    judged = (rule for rule in rules if not (before_answers and rule.judges_answers))
    return [(rule, facts) for rule in judged if (facts := rule.check(case)) is not None]
