"""The law of comparisons in lists: what one found is settled, and what is looser is taken up within a scope."""

from typing import Any

from workflow.accord.entered import Entered
from workflow.picture.standing import Case
from workflow.rules.entering import entered
from workflow.rules.shapes import Facts, Rule
from workflow.text.limits.relating import Relation
from workflow.vocabulary import Role

REQUIRED = "required"  # of `recognition.comparison`; the other choice is advice
SCOPE = "scope"  # the field in which the condition of an uptake is told


def named(seen: Entered) -> str:
    """The field that names a comparison, where the kind has one and it is told."""
    found = (
        field.name for field in seen.kind.fields if field.type == "comparison" and seen.held.fields.get(field.name)
    )
    return next(found, "")


def lacking(seen: Entered) -> tuple[Any, Any] | None:
    """How many limits nobody has settled, and how many are looser without a condition."""
    field = named(seen)
    if not field:
        return "—", "—"
    told = seen.relations(field)
    looser = 0 if seen.held.fields.get(SCOPE) else told.get(Relation.LOOSER, 0)
    return (told.get(None, 0), looser) if told.get(None) or looser else None


def _unweighed(case: Case) -> Facts | None:
    is_required = case.standing.terms["recognition.comparison"].value == REQUIRED
    found = lacking(entered(case)) if is_required else None
    return {"unsettled": found[0], "looser": found[1]} if found else None


comparison_weighed = Rule("comparison_weighed", "设计", _unweighed, Role.HANDLER)
