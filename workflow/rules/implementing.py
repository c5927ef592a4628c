"""The law of stage four 协同实施: effect, duties, and the work of offices."""

from typing import Any

from workflow import clock
from workflow.picture.standing import Case
from workflow.records.agreements import RuleSet
from workflow.rules.shapes import Facts, Rule, lasted, of_answers, present
from workflow.vocabulary import (
    BEFORE,
    Duty,
    DutyKind,
    Role,
)

effective_date_come = lasted(
    "effective_date_come",
    lambda case: clock.start_of(case.standing.standard.effective_on) if case.standing.standard.effective_on else None,
    cites="《地方标准管理办法》（待核）",
)


def _chosen_duty(case: Case) -> Any:
    return next((d for d in case.standing.duties if d.id == case.answers.get("duty")), None)


excusable_left = present(
    "excusable_left",
    lambda case: [d for d in case.standing.duties if d.state is Duty.OPEN and not d.kind.legal],
    cites="设计",
)


def _office_mates(case: Case) -> list[Any]:
    mine = case.seat
    return [
        seat
        for seat, _ in case.standing.roster
        if mine and (seat.organ_id, seat.role) == (mine.organ_id, mine.role) and seat.person_id != mine.person_id
    ]


has_office_mates = present("has_office_mates", _office_mates, cites="设计", cure=Role.SECADMIN)


def _rules_current(case: Case) -> Facts | None:
    """The newest rule set in effect is the one that the project is judged by already."""
    newest = newest_rules(case)
    return {"version": case.standing.rules.version} if newest is None else None


def newest_rules(case: Case) -> RuleSet | None:
    """The newest rule set of the agreement that is in effect and later than the project's own."""
    mine = case.standing.rules
    later = [r for r in case.standing.rule_sets if r.version > mine.version and r.effective_from <= case.today]
    return later[-1] if later else None


newer_rules = Rule("newer_rules", "设计", _rules_current)


def _own_report(case: Case) -> Facts | None:
    duty = _chosen_duty(case)
    is_own = duty is not None and case.seat is not None and duty.reported_by in case.seat.persons
    return {} if is_own else None


not_own_report = Rule("not_own_report", "设计", _own_report, Role.COORDINATOR)


def _legal(case: Case) -> Facts | None:
    duty = _chosen_duty(case)
    return {"duty": duty.kind} if duty is not None and duty.kind.legal else None


not_legal = Rule("not_legal", "《标准化法》第十三、三十九条", _legal)


def _not_begun(case: Case) -> Facts | None:
    """Before the release only what a joint meeting asked for can be reported; measures begin with the standard."""
    duty = _chosen_duty(case)
    is_early = duty is not None and duty.kind is not DutyKind.TASK and case.standing.state in BEFORE
    return {"duty": duty.kind} if duty is not None and is_early else None


duty_begun = of_answers(Rule("duty_begun", "设计", _not_begun))


def _receiptless(case: Case) -> Facts | None:
    duty = _chosen_duty(case)
    is_filing = duty is not None and duty.kind.value == "filing"
    return {} if is_filing and not case.answers.get("receipt_number") else None


receipt_given = Rule("receipt_given", "《地方标准管理办法》第二十一条（待核）", _receiptless, Role.IMPLEMENTER)
