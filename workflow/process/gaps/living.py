"""Stage four: when the review opens, what each region still owes it, and a region that is left alone."""

from workflow import clock
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.process.gaps.offices import offices
from workflow.rules import living
from workflow.rules.succession import running, titled
from workflow.vocabulary import LIVE, Joint, Purpose, ReviewStand, Role

CONCLUDES = {
    ReviewStand.CONFIRM: "conclude_confirm",
    ReviewStand.REVISE: "conclude_revise",
    ReviewStand.WITHDRAW: "conclude_withdraw",
}


def review_ahead(case: Case) -> Gaps:
    """The day on which the review opens by itself; of an imported standard none is known."""
    facts = living.review_due.check(case)
    if facts is not None and facts["instant"] != "—":
        day = clock.day_of(facts["instant"])
        yield Gap("gap.review_ahead", stood_since(case), {"date": day}, due=day)


def review(case: Case) -> Gaps:
    """Who has not spoken; when all have, how they differ, or the conclusion that stands open."""
    standing = case.standing
    if standing.state is not Joint.UNDER_REVIEW:
        return
    for code in living.judging(standing):
        if standing.tracks[code].review_stand is None:
            yield from offices(case, code, Purpose.REVIEW, stood_since(case), living.owed_in_review(case, code))
    if living.said(standing, None):
        return
    agreed = next((stand for stand in ReviewStand if living.agreed_on(standing, stand)), None)
    if agreed is not None:
        facts = {"step": f"step.{CONCLUDES[agreed]}", "who": Role.COORDINATOR}
        lead = standing.standard.lead_region
        step, due = CONCLUDES[agreed], living.reviewed_by(standing)
        yield Gap("gap.ready", stood_since(case), facts, step, Role.COORDINATOR, lead, due=due)
        return
    yield from _differ(case)


def _differ(case: Case) -> Gaps:
    """They speak again; each is asked, since none moves another."""
    standing = case.standing
    n = {stand: living.said(standing, stand) for stand in ReviewStand}
    facts = {"a": n[ReviewStand.CONFIRM], "b": n[ReviewStand.REVISE], "c": n[ReviewStand.WITHDRAW]}
    for code in living.judging(standing):
        due, role = living.owed_in_review(case, code), Role.APPROVER
        yield Gap("gap.review_differs", stood_since(case), facts, "take_review_position", role, code, due=due)


def alone(case: Case) -> Gaps:
    fell = case.standing.standard.below_floor_at
    if fell is not None and case.standing.state in LIVE:
        left = living.one_left_long.check(case) or {"until": "—"}
        until = left["until"] if left["until"] != "—" else None
        facts = {"region": case.among(case.standing.counted), "until": left["until"]}
        yield Gap("gap.alone", fell, facts, due=until)


def revision(case: Case) -> Gaps:
    """The revision that is wanted, or how far it has come."""
    standing = case.standing
    if standing.state is not Joint.REVISING:
        return
    project = running(standing)
    if project is not None:
        yield Gap("gap.revision_runs", project.since, {"project": titled(project), "state": project.state})
        return
    facts = {"step": "step.start_revision", "who": Role.COORDINATOR}
    lead = standing.standard.lead_region
    yield Gap("gap.ready", stood_since(case), facts, "start_revision", Role.COORDINATOR, lead)
