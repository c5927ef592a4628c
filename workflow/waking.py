"""When the process of a standard must be looked at again by itself: the instants of the table's own rows."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from workflow import clock
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap
from workflow.rules.acceding import window_end
from workflow.rules.amending import amendment_window_over
from workflow.rules.amendment_release import amendment_instant_come
from workflow.rules.consulting import window_over
from workflow.rules.debts import next_rung
from workflow.rules.implementing import effective_date_come
from workflow.rules.instants import late_from
from workflow.rules.leaving import below_floor_long, lapsed
from workflow.rules.living import effective_on, one_left_long, review_due
from workflow.rules.motions import suspension_over, tabled
from workflow.rules.numbering import void_asked_until
from workflow.rules.releasing import instant_come
from workflow.rules.reminding import REMINDERS, timer_of, timers_of
from workflow.vocabulary import BEFORE, LIVE, AmendmentState, Joint, Role, Track

# Which rule's instant wakes which state.
WAKERS = {
    "lapsed": (lapsed, frozenset({Joint.PROPOSED})),
    "window_over": (window_over, frozenset({Joint.CONSULTING})),
    "instant_come": (instant_come, frozenset({Joint.SCHEDULED, Joint.SEALED})),
    "effective_date_come": (effective_date_come, frozenset({Joint.RELEASED})),
    "below_floor_long": (below_floor_long, BEFORE),
    "suspension_over": (suspension_over, frozenset({Joint.SUSPENDED})),
    "review_due": (review_due, frozenset({Joint.IN_FORCE})),
    "one_left_long": (one_left_long, LIVE),
}

# The same of the amendment under way.
AMENDMENT_WAKERS = {
    "amendment_window_over": (amendment_window_over, frozenset({AmendmentState.CONSULTING})),
    "amendment_instant_come": (amendment_instant_come, frozenset({AmendmentState.SCHEDULED, AmendmentState.SEALED})),
}


def instants(case: Case, found: Iterable[Gap] = ()) -> Iterator[tuple[str, datetime]]:
    """The timers of a standard as it stands, and as it is found to wait: name and instant, in no order."""
    amendment = case.standing.amendment
    placed = [(name, rule) for name, (rule, states) in WAKERS.items() if case.standing.state in states]
    if amendment is not None:
        placed += [(name, rule) for name, (rule, states) in AMENDMENT_WAKERS.items() if amendment.state in states]
    for name, rule in placed:
        facts = rule.check(case)
        if facts is not None and isinstance(facts["instant"], datetime):
            yield name, facts["instant"]
    for motion in tabled(case):
        yield "motion_over", clock.end_of(motion.decide_by)
    for code, track in case.standing.tracks.items():
        rung = next_rung(case, code)
        if rung is not None:
            yield "next_rung", rung
        day = effective_on(case.standing, code)
        if day is not None and track.state is Track.ANNOUNCED:
            yield "effective_here", clock.start_of(day)
        until = window_end(case.standing, code)
        if until is not None and track.state is Track.ACCEDING:
            yield "home_window", until
    until = void_asked_until(case)
    if until is not None:
        yield "void_over", until + timedelta(seconds=1)
    yield from _told(case, found)


def _told(case: Case, found: Iterable[Gap]) -> Iterator[tuple[str, datetime]]:
    """The timers of what is told; a department's turn is known here before it is listed."""
    for name in REMINDERS:
        yield from timers_of(case, name)
    for gap in found:
        if gap.role is Role.COSIGNER and gap.region and gap.due:
            yield timer_of("tell_department_late", gap.region), late_from(case, "ladder.approver_days", gap.due)
