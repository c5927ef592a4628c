"""The law of indicators: one figure a day, region and source; a target is met by its figures, never by word."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from workflow.picture.standing import Case
from workflow.records.entries import EntryFigure
from workflow.rules.entering import entered
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import Role


def last_figure(case: Case) -> EntryFigure | None:
    """The figure of the last day that is told."""
    return max(entered(case).figures, key=lambda one: (one.of_day, one.number), default=None)


def is_met(case: Case) -> bool | None:
    """Whether the last figure reaches the target."""
    return reaches(entered(case).held.fields, last_figure(case))


def reaches(fields: Mapping[str, Any], last: EntryFigure | None) -> bool | None:
    """Whether a figure reaches the target in its direction; None while there is no figure."""
    if last is None or fields.get("target") is None:
        return None
    told, wanted = Decimal(last.value), Decimal(str(fields["target"]))
    return told <= wanted if fields.get("direction") == "at_most" else told >= wanted


def _told_before(case: Case) -> Facts | None:
    """A figure of that day and region that says the same was told already."""
    answers = case.answers
    same = (answers.get("of_day"), case.region or None, answers.get("figure"))
    told = [(one.of_day, one.region_code, one.value) for one in entered(case).figures]
    return {"day": answers.get("of_day"), "value": answers.get("figure")} if same in told else None


figure_new = of_answers(Rule("figure_new", "设计", _told_before))


def _not_met(case: Case) -> Facts | None:
    last, fields = last_figure(case), entered(case).held.fields
    if is_met(case):
        return None
    return {"value": last.value if last else "—", "target": fields.get("target", "—")}


target_met = Rule("target_met", "设计", _not_met, Role.HANDLER)


def _not_over(case: Case) -> Facts | None:
    """A target is missed once its day has passed and its figures do not reach it."""
    due = entered(case).held.due
    return {"due": due or "—"} if due is None or due >= case.today or is_met(case) else None


target_over = Rule("target_over", "设计", _not_over, until=lambda case: entered(case).held.due)
