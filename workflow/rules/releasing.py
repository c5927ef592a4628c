"""The law of joint release 共商发布: approvals, the instant, the papers, and what breaks a release."""

from datetime import date, timedelta

from workflow import clock, gates
from workflow.accord.choices import EACH_REGION
from workflow.picture.standing import Case
from workflow.rules.drafting import frozen_for
from workflow.rules.numbering import number_confirmed
from workflow.rules.positions import in_their_own_words
from workflow.rules.sealing import is_reported
from workflow.rules.shapes import Facts, Rule, every_region, lasted, of_answers, present
from workflow.vocabulary import (
    Joint,
    Purpose,
    Role,
    TextPurpose,
    Track,
)


def _release_due(case: Case) -> date | None:
    frozen = case.standing.frozen
    days = case.standing.terms.days("gate.days.release")
    return case.standing.due(frozen.made_at, days) if frozen else None


def _unapproved(case: Case) -> Facts | None:
    codes = gates.unapproved(case.standing, case.standing.counted)
    frozen = case.standing.frozen
    if not codes or frozen is None:
        return None
    return {"regions": case.among(codes), "version": frozen.number, "since": clock.day_of(frozen.made_at)}


all_approved = Rule("all_approved", "《标准化法》第十三条；设计", _unapproved, Role.APPROVER, _release_due)


def _objections(case: Case) -> Facts | None:
    """Each region that objects with the newest of its reasons: the positions stand in the order they were said in."""
    codes = case.standing.in_states({Track.OBJECTED})
    newest = {
        p.region_code: p
        for p in case.standing.positions
        if p.purpose is Purpose.RELEASE and p.stand.blocks and p.role is Role.APPROVER
    }
    said = [newest[code] for code in codes if code in newest]
    return {"regions": in_their_own_words(case, said), "reasons": [w.reason for w in said]} if codes else None


nobody_objects = Rule("nobody_objects", "《标准化法》第十三条；设计", _objections, Role.APPROVER)


def _instant_near(case: Case) -> Facts | None:
    instant = case.answers.get("instant")
    earliest = case.at + timedelta(hours=case.standing.terms.days("release.notice_hours"))
    return {"earliest": earliest} if instant is not None and instant < earliest else None


instant_far_enough = Rule("instant_far_enough", "设计", _instant_near, Role.OFFICER)


def _lag_short(case: Case) -> Facts | None:
    instant, effective = case.answers.get("instant"), case.answers.get("effective")
    if instant is None or effective is None:
        return None
    days, least = (effective - clock.day_of(instant)).days, case.standing.terms.days("effective.lag_days")
    is_excused = days >= case.standing.terms.days("effective.lag_floor") and case.answers.get("lag_reason")
    return None if days >= least or is_excused else {"days": days, "min": least}


lag_enough = Rule("lag_enough", "已见封面的间隔", _lag_short, Role.OFFICER)


def _replaces_unsaid(case: Case) -> Facts | None:
    track = case.standing.tracks[case.region]
    is_said = not track.replaces or case.answers.get("replaces")
    return None if is_said else {"region": case.standing.named(case.region), "papers": ["paper.replaced_list"]}


papers_ready = of_answers(Rule("papers_ready", "《地方标准管理办法》第十九条（待核）", _replaces_unsaid, Role.OFFICER))


def dates_may_differ(case: Case) -> bool:
    """Whether a region may name a day of its own; the release itself is one instant for all."""
    return case.standing.terms.days("effective.tolerance_days") > 0


def _days_apart(case: Case) -> int:
    own, release = case.answers.get("own_effective"), case.standing.release
    return (own - release.effective_on).days if own is not None and release is not None else 0


def _far_apart(case: Case) -> Facts | None:
    days, most = _days_apart(case), case.standing.terms.days("effective.tolerance_days")
    return {"days": days, "max": most} if days > most else None


def _before_others(case: Case) -> Facts | None:
    release = case.standing.release
    return {"date": release.effective_on} if release is not None and _days_apart(case) < 0 else None


same_day = of_answers(Rule("same_day", "DB11/T 3022—2019 等已见封面；设计", _far_apart, Role.OFFICER))
own_day_later = of_answers(Rule("own_day_later", "设计", _before_others, Role.OFFICER))


def _other_issuer(case: Case) -> Facts | None:
    issuer = case.standing.terms["release.issuer"].value
    return None if issuer in (EACH_REGION, case.answers.get("issuer")) else {"issuer": issuer}


issuer_named = of_answers(Rule("issuer_named", "合作协议", _other_issuer, Role.OFFICER))
all_confirmed = every_region(
    "all_confirmed",
    lambda case: [r for r in case.standing.counted if case.standing.tracks[r].state is not Track.CONFIRMED],
    cites="设计",
    cure=Role.OFFICER,
    until=lambda case: clock.day_of(case.standing.release.instant) if case.standing.release else None,
)
in_time = present(
    "in_time", lambda case: case.standing.release is None or case.at < case.standing.release.instant, cites="设计"
)


def _unbroken(case: Case) -> Facts | None:
    standing, release = case.standing, case.standing.release
    is_late = standing.state is Joint.SCHEDULED and release is not None and case.at >= release.instant
    is_broken = (
        bool(_objections(case))
        or bool(gates.unapproved(standing, standing.counted))
        or not frozen_for(case, TextPurpose.FINAL)
        or len(standing.counted) < standing.terms.days("floor.min")
        or number_confirmed.check(case) is not None  # the standard that it revises ended, and its number with it
        or is_late
        or (release is not None and is_reported(case, release.scheduled_at))
    )
    return None if is_broken else {}


release_broken = Rule("release_broken", "设计", _unbroken)
instant_come = lasted(
    "instant_come", lambda case: case.standing.release.instant if case.standing.release else None, cites="设计"
)
