"""Stage four: the effective date and the duties."""

from workflow import clock
from workflow.picture.standing import Case
from workflow.process.duties import duty_name
from workflow.process.gaps.gap import Gap, Gaps
from workflow.vocabulary import PUBLIC, Duty, DutyKind, Role


def effect(case: Case) -> Gaps:
    standard = case.standing.standard
    if standard.effective_on:
        facts = {"date": standard.effective_on, "left": clock.days_left(standard.effective_on, case.today)}
        yield Gap("gap.effect", standard.released_at or standard.since, facts, due=standard.effective_on)


def duties(case: Case) -> Gaps:
    """What is owed: before the release the tasks of a joint meeting alone."""
    standing = case.standing
    is_out = standing.state in PUBLIC
    for duty in (d for d in standing.duties if is_out or d.kind is DutyKind.TASK):
        facts = {"region": standing.named(duty.region_code), "duty": duty_name(standing, duty), "until": duty.due_on}
        if duty.state is Duty.OPEN:
            role = Role.IMPLEMENTER
            yield Gap(
                "gap.duty", duty.opened_at, facts, "report_duty", role, duty.region_code, duty.organ_id, due=duty.due_on
            )
        elif duty.state is Duty.REPORTED:
            lead = standing.standard.lead_region
            yield Gap("gap.accept", duty.reported_at or duty.opened_at, facts, "accept_duty", Role.COORDINATOR, lead)
