"""What the leading region still has to say of projects alike; the road waits for none of it."""

from workflow.picture.standing import Case
from workflow.process.alike import region_named
from workflow.process.gaps.gap import Gap, Gaps
from workflow.rules.standstill import unanswered
from workflow.vocabulary import Role


def alike(case: Case) -> Gaps:
    """Each alert that nobody answered."""
    lead = case.standing.standard.lead_region
    for alert in unanswered(case.standing):
        facts = {"region": region_named(case.standing, alert.other_region), "likeness": alert.likeness}
        yield Gap("gap.alike", alert.at, facts, "answer_alike", Role.COORDINATOR, lead)
