"""What all wait for a region to do - at the gate of the standard, else for an amendment - and the ladder of who is told
when it is late.
"""

from datetime import date, datetime, timedelta

from workflow import clock
from workflow.picture.standing import Case
from workflow.rules import amending, amendment_release
from workflow.rules.lateness import owed_until
from workflow.rules.shapes import Rule
from workflow.vocabulary import AmendmentState

LADDER = ("ladder.approver_days", "ladder.chair_days", "gate.grace_days")


def _posting(case: Case, code: str) -> date | None:
    opened = amending.amendment_of(case).opened_at
    if opened is None or code not in amending.unposted(case):
        return None
    return case.standing.due(opened, case.standing.terms.days("gate.days.posting"), code)


def _approval(case: Case, code: str) -> date | None:
    is_owed = amending.is_frozen(case) and code in amendment_release.unapproved(case)
    return amendment_release.amendment_approved.until(case) if is_owed else None


def _confirmation(case: Case, code: str) -> date | None:
    scheduled = amending.amendment_of(case).scheduled_at
    if scheduled is None or code not in amendment_release.unconfirmed(case):
        return None
    return clock.day_of(scheduled + timedelta(hours=case.standing.terms.days("release.seal_hours")))


OF_AMENDMENTS = {
    AmendmentState.CONSULTING: _posting,
    AmendmentState.APPROVING: _approval,
    AmendmentState.SCHEDULED: _confirmation,
}


def debt(case: Case, code: str) -> date | None:
    """Until when a region owes something that all wait for; None when it owes nothing."""
    amendment = case.standing.amendment
    of_amendment = OF_AMENDMENTS.get(amendment.state) if amendment is not None else None
    return owed_until(case, code) or (of_amendment(case, code) if of_amendment else None)


def _named(case: Case) -> str:
    return str(case.answers["region"])


owes_something = Rule(
    "owes_here",
    "设计",
    lambda case: None if debt(case, _named(case)) is not None else {"region": case.standing.named(_named(case))},
)


def _is_late(case: Case, key: str) -> bool:
    due = debt(case, _named(case))
    return due is not None and case.today >= clock.days_after(due, case.standing.terms.days(key))


def late_by(rung: int) -> Rule:
    """The region named is late by the days of a rung."""
    return Rule(
        "overdue",
        "设计",
        lambda case: (
            None
            if _is_late(case, LADDER[rung - 1])
            else {"region": case.standing.named(_named(case)), "until": debt(case, _named(case)) or "—"}
        ),
    )


def rung_of(case: Case, code: str) -> int:
    """The rung of the ladder reached for what the region owes now; a new debt begins below the first."""
    track = case.standing.tracks[code]
    return track.rung if track.rung_due == debt(case, code) else 0


def below_rung(rung: int) -> Rule:
    """This rung has not been told for the present debt."""
    return Rule(
        "below_rung",
        "设计",
        lambda case: None if rung_of(case, _named(case)) == rung - 1 else {"region": case.standing.named(_named(case))},
    )


def next_rung(case: Case, code: str) -> datetime | None:
    """When the next rung is told if nothing is done; a debt that is not late yet has its first ahead."""
    due, rung = debt(case, code), rung_of(case, code)
    if due is None or rung >= len(LADDER):
        return None
    return clock.start_of(clock.days_after(due, case.standing.terms.days(LADDER[rung])))
