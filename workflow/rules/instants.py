"""The instants at which the process tells something by itself: for a region, or for all (an empty code)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.rules.leaving import below_floor_long, lapsed
from workflow.rules.living import effective_on, one_left_long, reviewed_by
from workflow.vocabulary import COUNTED, LIVE, Duty, Number, Role, Track

Instants = Iterator[tuple[str, datetime]]
EVER = datetime.min.replace(tzinfo=UTC)


def _ahead(case: Case, key: str, day: date | None, began: datetime) -> Instants:
    """So many days before a day, unless it was fixed later than that."""
    told = clock.start_of(clock.days_after(day, -case.standing.terms.days(key))) if day else None
    if told is not None and told > began:
        yield "", told


def late_from(case: Case, key: str, due: date) -> datetime:
    """From when something due on a day is late by the days of a term."""
    return clock.start_of(clock.days_after(due, case.standing.terms.days(key)))


# --- before the release ----------------------------------------------------------------------------------------------


def lapsing(case: Case) -> Instants:
    facts = lapsed.check(case)
    if facts is not None:
        yield from _ahead(case, "proposal.warn_days", facts["until"], case.standing.standard.since)


def half_time(case: Case) -> Instants:
    """Halfway between the posting that opened the windows everywhere and the closing day."""
    consultation = case.standing.consultation
    if consultation is not None and consultation.closes_on is not None:
        yield "", clock.start_of(clock.days_after(consultation.closes_on, -(consultation.days // 2)))


def silent_units(case: Case) -> Instants:
    """At half time again, each region that wrote to units before and still waits for one of them."""
    for _, half in half_time(case):
        waiting = (u for u in case.standing.addressees if u.reply is None and u.sent_on < clock.day_of(half))
        silent = {unit.region_code for unit in waiting}
        yield from ((code, half) for code in case.standing.in_states({Track.INITIATED}) if code in silent)


def plan_ends(standing: Standing) -> date | None:
    """The last day of the plan: the latest of the regions', put off by the suspensions."""
    ends = [t.plan_until for t in standing.tracks.values() if t.state in COUNTED and t.plan_until]
    return clock.days_after(max(ends), standing.paused_days(EVER)) if ends else None


def is_extensible(standing: Standing) -> bool:
    """Whether the plan may still be extended."""
    return standing.standard.extensions < standing.terms.days("plan.extension_max")


def after_plan(key: str, *, once_more: bool | None = None) -> Callable[[Case], Instants]:
    """So many days after the end of the plan; where it matters, only while it may, or may not, be extended."""

    def instants(case: Case) -> Instants:
        end = plan_ends(case.standing)
        if end is not None and once_more in (None, is_extensible(case.standing)):
            yield "", late_from(case, key, end)

    return instants


def overstayed(key: str) -> Callable[[Case], Instants]:
    """The state has lasted longer than its term, and the chair region hears of it."""

    def instants(case: Case) -> Instants:
        due = case.standing.due(case.standing.standard.since, case.standing.terms.days(key))
        yield "", late_from(case, "ladder.chair_days", due)

    return instants


def unused(case: Case) -> Instants:
    """A number is held, never freed; a suspension does not stop its months."""
    serial = case.standing.serial
    if serial is not None and serial.state is Number.RESERVED:
        months = case.standing.terms.days("number.hold_months")
        yield "", clock.end_of(clock.months_after(clock.day_of(serial.reserved_at), months))


def unsealed(case: Case) -> Instants:
    release = case.standing.release
    hours = timedelta(hours=case.standing.terms.days("release.seal_hours"))
    if release is not None and release.scheduled_at + hours < release.instant:
        yield "", release.scheduled_at + hours


def late_departments(case: Case) -> Instants:
    """The own approver hears of a department that keeps its region waiting; whose turn it is was listed already."""
    turns = (t for t in case.standing.turns if t.role is Role.COSIGNER and t.due_on and t.region_code)
    for turn in turns:
        yield turn.region_code or "", late_from(case, "ladder.approver_days", turn.due_on or case.today)


def resuming(case: Case) -> Instants:
    standard = case.standing.standard
    yield from _ahead(case, "suspension.remind_days", standard.suspended_until, standard.since)


def grace(case: Case) -> Instants:
    """At once, and then again every so many days, for as long as the grace runs."""
    standing, fell = case.standing, case.standing.standard.below_floor_at
    left = (one_left_long if standing.state in LIVE else below_floor_long).check(case)
    if fell is None or left is None or not isinstance(left["instant"], datetime):
        return
    told, pace = fell, timedelta(days=standing.terms.days("floor.remind_days"))
    while told < left["instant"] and pace:
        yield "", told
        told += pace


# --- after it --------------------------------------------------------------------------------------------------------


def effect(case: Case) -> Instants:
    """Before the day of all, and before each region's own."""
    standing = case.standing
    for code in standing.in_states({Track.ANNOUNCED}):
        yield from _ahead(case, "effective.remind_days", effective_on(standing, code), standing.tracks[code].since)


def late_duties(key: str) -> Callable[[Case], Instants]:
    def instants(case: Case) -> Instants:
        for duty in case.standing.duties:
            if duty.state is Duty.OPEN:
                yield duty.region_code, late_from(case, key, duty.due_on)

    return instants


def unconcluded(case: Case) -> Instants:
    until = reviewed_by(case.standing)
    if until is not None and clock.end_of(until) > case.standing.standard.since:
        yield "", clock.end_of(until)
