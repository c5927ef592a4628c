"""What an amendment under way waits for: its text, its consultation, the approvers, the announcements, the instant."""

from collections.abc import Callable

from workflow import clock
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps
from workflow.process.gaps.offices import offices
from workflow.rules import amending, amendment_release
from workflow.rules.amending import amendment_of
from workflow.vocabulary import AmendmentKind, AmendmentState, Purpose, Role


def amendment(case: Case) -> Gaps:
    """Nothing, where no amendment is under way."""
    if case.standing.amendment is not None:
        yield from WAITS[case.standing.amendment.state](case)


def _ready(case: Case, step: str, role: Role) -> Gap:
    facts = {"number": amendment_of(case).number, "step": f"step.{step}", "who": role}
    return Gap("gap.amendment_ready", amendment_of(case).since, facts, step, role, case.standing.standard.lead_region)


def _proposed(case: Case) -> Gaps:
    is_erratum = amendment_of(case).kind is AmendmentKind.ERRATUM
    onwards = "forgo_amendment_consultation" if is_erratum else "consult_amendment"
    step = onwards if amending.is_frozen(case) else "freeze_amendment"
    yield _ready(case, step, Role.COORDINATOR)


def _consulting(case: Case) -> Gaps:
    standing, number, opened = case.standing, amendment_of(case).number, amendment_of(case).since
    due = standing.due(opened, standing.terms.days("gate.days.posting"))
    for code in amending.unposted(case):
        facts = {"region": standing.named(code), "number": number}
        yield Gap("gap.amendment_post", opened, facts, "post_amendment", Role.HANDLER, code, due=due)
    last = amending.closing_day(case)
    if last is not None and case.at < clock.end_of(last):
        told = {"number": number, "until": last, "left": clock.days_left(last, case.today)}
        yield Gap("gap.amendment_window", opened, told, due=last)
    n = amending.unanswered(case)
    if n:
        yield Gap("gap.comments", opened, {"n": n}, "answer_comment", Role.DRAFTER)


def _approving(case: Case) -> Gaps:
    amended, silent = case.standing.amended, amendment_release.unapproved(case)
    if amended is None or not amending.is_frozen(case):
        yield _ready(case, "freeze_amendment", Role.COORDINATOR)
        return
    start, due = max(amended.made_at, amendment_of(case).since), amendment_release.amendment_approved.until(case)
    for code in silent:
        yield from offices(case, code, Purpose.AMENDMENT, start, due)
    if not silent:
        yield _ready(case, "schedule_amendment", Role.OFFICER)


def _scheduled(case: Case) -> Gaps:
    number, since = amendment_of(case).number, amendment_of(case).since
    for code in amendment_release.unconfirmed(case):
        facts = {"region": case.standing.named(code), "number": number}
        due = amendment_release.amendment_confirmed.until(case)
        yield Gap("gap.amendment_papers", since, facts, "confirm_amendment", Role.OFFICER, code, due=due)


def _sealed(case: Case) -> Gaps:
    instant = amendment_of(case).instant
    facts = {"number": amendment_of(case).number, "instant": instant}
    due = clock.day_of(instant) if instant else None
    yield Gap("gap.amendment_instant", amendment_of(case).since, facts, due=due)


WAITS: dict[AmendmentState, Callable[[Case], Gaps]] = {
    AmendmentState.PROPOSED: _proposed,
    AmendmentState.CONSULTING: _consulting,
    AmendmentState.APPROVING: _approving,
    AmendmentState.SCHEDULED: _scheduled,
    AmendmentState.SEALED: _sealed,
}
