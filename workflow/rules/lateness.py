"""The law of lateness: what a region owes at the present gate and until when, and when the others may go on without
it. Late never moves a state by itself.
"""

from collections.abc import Callable
from datetime import date, timedelta

from workflow import clock, gates
from workflow.judges import own_panels
from workflow.picture.standing import Case
from workflow.rules.consulting import unposted
from workflow.rules.drafting import frozen_for
from workflow.rules.living import judging, owed_in_review
from workflow.rules.shapes import Facts, Rule
from workflow.vocabulary import COUNTED, UNDECIDED, Joint, TextPurpose, Track

Due = Callable[[Case, str], date | None]


def _initiation(case: Case, code: str) -> date | None:
    """An invited region answers by its day; who accepted decides by the day that was set for all."""
    standing, track = case.standing, case.standing.tracks[code]
    if track.state is Track.INVITED:
        return standing.moved(track.reply_by, track.since) if track.reply_by else None
    if track.state not in UNDECIDED:
        return None
    if standing.state is Joint.INITIATING and standing.standard.decide_by:
        return standing.moved(standing.standard.decide_by, standing.standard.since)
    return standing.due(track.since, standing.terms.days("gate.days.initiation"), code)


def _drafting(case: Case, code: str) -> date | None:
    """Who joined late decides; who takes part names drafters."""
    standing, track = case.standing, case.standing.tracks[code]
    if track.state not in COUNTED:
        return _initiation(case, code)
    start = max(track.since, standing.standard.since)
    days = standing.terms.days("gate.days.drafters")
    return standing.due(start, days, code) if track.drafters_named_at is None else None


def _posting(case: Case, code: str) -> date | None:
    consultation = case.standing.consultation
    if consultation is None or code not in unposted(case):
        return None
    return case.standing.due(consultation.opened_at, case.standing.terms.days("gate.days.posting"), code)


def _approval(case: Case, code: str) -> date | None:
    """An objection is negotiated for its own term; otherwise approval is due from the final text on."""
    standing, track, frozen = case.standing, case.standing.tracks[code], case.standing.frozen
    if track.state is Track.OBJECTED:
        return standing.due(track.since, standing.terms.days("objection.days"), code)
    if frozen is None or not frozen_for(case, TextPurpose.FINAL) or not gates.unapproved(standing, [code]):
        return None
    return standing.due(frozen.made_at, standing.terms.days("gate.days.release"), code)


def _confirmation(case: Case, code: str) -> date | None:
    release, track = case.standing.release, case.standing.tracks[code]
    if release is None or track.state is Track.CONFIRMED:
        return None
    hours = case.standing.terms.days("release.seal_hours")
    return clock.day_of(release.scheduled_at + timedelta(hours=hours))


def _judgement(case: Case, code: str) -> date | None:
    """Where each region reviews for itself, its panel is waited for by all."""
    panel = own_panels(case.standing).get(code)
    if panel is None or panel.concluded_at is not None:
        return None
    return case.standing.due(panel.called_at, case.standing.terms.days("gate.days.panel"), code)


OWED: dict[Joint, Due] = {
    Joint.INITIATING: _initiation,
    Joint.DRAFTING: _drafting,
    Joint.CONSULTING: _posting,
    Joint.REVIEWING: _judgement,
    Joint.APPROVING: _approval,
    Joint.SCHEDULED: _confirmation,
    Joint.UNDER_REVIEW: owed_in_review,
}


def owed_until(case: Case, code: str) -> date | None:
    """Until when a region owes its part of the present gate; None when it owes nothing that all wait for."""
    owed, track = OWED.get(case.standing.state), case.standing.tracks[code]
    return owed(case, code) if owed and track.state in UNDECIDED | COUNTED else None


def _named(case: Case) -> str:
    return str(case.answers["region"])


def _owes_nothing(case: Case) -> Facts | None:
    is_owed = owed_until(case, _named(case)) is not None
    return None if is_owed else {"region": case.standing.named(_named(case))}


def _in_grace(case: Case) -> Facts | None:
    """Not late yet, or late by less than the grace."""
    due = owed_until(case, _named(case))
    if due is not None and case.today >= clock.days_after(due, case.standing.terms.days("gate.grace_days")):
        return None
    return {"region": case.standing.named(_named(case)), "until": due or "—"}


def _floor_without(case: Case) -> Facts | None:
    """Those that would remain, with those that may still decide to join; in review those that decide."""
    standing, code = case.standing, _named(case)
    may_join = standing.undecided if standing.state in (Joint.INITIATING, Joint.DRAFTING) else []
    n = len({*judging(standing), *may_join} - {code})
    least = standing.terms.days("floor.min")
    return {"region": standing.named(code), "n": n, "floor": least} if n < least else None


owes_here = Rule("owes_here", "设计", _owes_nothing)
overdue = Rule("overdue", "设计", _in_grace)
floor_without = Rule("floor_without", "DB31/T 310003—2021 例；设计", _floor_without)
