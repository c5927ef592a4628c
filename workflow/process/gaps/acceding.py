"""Joining a released standard: what a region that asked to join still lacks, and whose turn it is."""

from workflow import clock, gates
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps
from workflow.process.gaps.offices import offices
from workflow.rules import acceding
from workflow.rules.motions import tabled
from workflow.vocabulary import LIVE, MotionKind, Purpose, Role, Track


def accession(case: Case) -> Gaps:
    if case.standing.state not in LIVE:
        return
    for code in case.standing.in_states({Track.ACCEDING}):
        yield from _at_home(case, code)
        yield from _admission(case, code)
        track = case.standing.tracks[code]
        is_ready = acceding.has_consulted(case, code) and track.admitted_at is not None
        if is_ready or gates.owing(case.standing, code, Purpose.ACCESSION):
            yield from offices(case, code, Purpose.ACCESSION, track.since, None)


def _at_home(case: Case, code: str) -> Gaps:
    standing, track = case.standing, case.standing.tracks[code]
    until = acceding.window_end(standing, code)
    if until is None:
        yield Gap("gap.home_post", track.since, {"region": standing.named(code)}, "post_at_home", Role.HANDLER, code)
    elif case.at < until:
        last = track.home_closes_on or case.today
        facts = {"region": standing.named(code), "left": clock.days_left(last, case.today), "until": last}
        yield Gap("gap.home_window", track.since, facts, due=last)


def _admission(case: Case, code: str) -> Gaps:
    """Once a motion is tabled, its own gaps tell who has not spoken."""
    standing, track = case.standing, case.standing.tracks[code]
    is_tabled = any((m.kind, m.region_code) == (MotionKind.ADMIT, code) for m in tabled(case))
    if track.admitted_at is None and not is_tabled:
        yield Gap("gap.admission", track.since, {"region": standing.named(code)}, "table_motion", Role.HANDLER, code)
