"""The law of a review that each region holds for itself: panels wait for one another, and each may fail so often."""

from workflow.judges import failures, own_panels, waited_for
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, every_region, present
from workflow.vocabulary import Role


def apart(case: Case) -> bool:
    """Whether the review under way is each region's own: so it was called, whatever was agreed since."""
    return bool(own_panels(case.standing))


def together(case: Case) -> bool:
    return not apart(case)


panels_concluded = every_region(
    "panels_concluded",
    lambda case: [p.region_code or "" for p in waited_for(case.standing) if p.concluded_at is None],
    cites="设计",
    cure=Role.CHAIR,
)
panels_passed = every_region(
    "panels_passed",
    lambda case: [p.region_code or "" for p in waited_for(case.standing) if p.is_passed is False],
    cites="设计",
    cure=Role.CHAIR,
)
a_panel_failed = present(
    "a_panel_failed", lambda case: any(p.is_passed is False for p in waited_for(case.standing)), cites="设计"
)


def _spent(case: Case) -> list[str]:
    """Regions whose panels have failed the project as often as the terms allow, this one the last time."""
    most = case.standing.terms.days("review.failures_max")
    failed = (p.region_code or "" for p in waited_for(case.standing) if p.is_passed is False)
    return [code for code in failed if failures(case.standing, code) >= most]


none_spent = every_region("none_spent", _spent, cites="团体标准规则（已见）", cure=Role.CHAIR)
one_spent = present("one_spent", _spent, cites="团体标准规则（已见）")


def _has_attempts(case: Case) -> Facts | None:
    code = str(case.answers["region"])
    return None if code in _spent(case) else {"region": case.standing.named(code)}


spent_here = Rule("spent_here", "团体标准规则（已见）", _has_attempts)
