"""What is still missing, one gap each, with whose turn it is and since when: the broken rules of the row that
the road waits for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflow import clock, gates, rules
from workflow.process.standard import FORWARD, ROWS, TRUE_FINAL
from workflow.records.agreements import Office
from workflow.standing import Case, Standing
from workflow.vocabulary import (
    LIVE,
    CommentState,
    Duty,
    Joint,
    Panel,
    Purpose,
    Role,
    Track,
)


@dataclass(frozen=True)
class Gap:
    """One thing missing; with a role it is somebody's turn, without one only time can pass."""

    key: str
    since: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    role: Role | None = None
    region: str | None = None
    organ_id: int | None = None
    person_id: int | None = None
    due: date | None = None


Gaps = Iterator[Gap]


def gaps(standing: Standing, at: datetime) -> list[Gap]:
    """Everything missing on the road from the present state."""
    case = Case(standing, None, at)
    forward = FORWARD.get(standing.state)
    found = list(_on_the_road(case, forward)) if forward else []
    return found + (list(_duties(case)) if standing.state in LIVE else [])


def _on_the_road(case: Case, name: str) -> Gaps:
    row = ROWS[name]
    met = True
    for rule, facts in rules.broken(row.rules, case, before_answers=True):
        expand = EXPANDED.get(rule.name)
        told = list(expand(case)) if expand else [_plain(case, rule, facts)]
        if told:
            met = False
            yield from told
        if rule.name in CLOSED_BEHIND:
            return
    if met and not row.is_system:
        yield _ready(case, name)


def _plain(case: Case, rule: rules.Rule, facts: rules.Facts) -> Gap:
    lead = case.standing.standard.lead_region
    return Gap(
        f"rule.{rule.name}", case.standing.standard.since, facts, role=rule.cure, region=lead, due=rule.until(case)
    )


def _ready(case: Case, name: str) -> Gap:
    role = ROWS[name].who[0]
    region = None if role in (Role.SECRETARY, Role.CHAIR) else case.standing.standard.lead_region
    person = (
        next((m.person_id for m in case.standing.panel_members if m.is_chair), None) if role is Role.CHAIR else None
    )
    facts = {"step": f"step.{name}", "who": role}
    return Gap("gap.ready", _since(case), facts, name, role, region, person_id=person)


def _since(case: Case) -> datetime:
    return case.standing.standard.since


# --- stage one ------------------------------------------------------------------------------------------------------


def _undecided(case: Case) -> Gaps:
    standing = case.standing
    decide_by = standing.standard.decide_by
    for code in standing.undecided:
        track, named = standing.tracks[code], standing.named(code)
        if track.state is Track.INVITED:
            yield Gap(
                "gap.invited",
                track.since,
                {"region": named},
                "accept_invitation",
                Role.HANDLER,
                code,
                due=track.reply_by,
            )
        elif track.state is Track.ACCEPTED:
            facts = {"region": named, "organ": standing.organ(track.department_id) if track.department_id else ""}
            yield Gap(
                "gap.apply", track.since, facts, "apply", Role.APPLICANT, code, track.department_id, due=decide_by
            )
        else:
            yield from _offices(case, code, Purpose.INITIATION, track.since, decide_by)


def _floor(case: Case) -> Gaps:
    n, floor = len(case.standing.counted), case.standing.terms.days("floor.min")
    fell = case.standing.standard.below_floor_at
    days = case.standing.terms.days("floor.grace_days")
    due = clock.days_after(clock.day_of(fell), days) if fell else None
    if not case.standing.undecided or fell:
        facts = {"n": n, "k": floor - n, "until": due or "—"}
        key = "gap.below_floor" if fell else "gap.floor"
        yield Gap(
            key, fell or _since(case), facts, "invite", Role.COORDINATOR, case.standing.standard.lead_region, due=due
        )


# --- stage two ------------------------------------------------------------------------------------------------------


def _group(case: Case) -> Gaps:
    standing = case.standing
    nameless = [code for code in standing.counted if standing.tracks[code].drafters_named_at is None]
    for code in nameless:
        start = max(standing.tracks[code].since, standing.standard.since)
        due = clock.days_after(clock.day_of(start), standing.terms.days("gate.days.drafters"))
        facts = {"region": standing.named(code), "since": clock.day_of(start)}
        yield Gap("gap.drafters", start, facts, "name_drafters", Role.HANDLER, code, due=due)
    if not nameless:
        yield Gap("gap.group", _since(case), {}, "confirm_group", Role.COORDINATOR, standing.standard.lead_region)


def _text(case: Case) -> Gaps:
    standing = case.standing
    if standing.standard.group_confirmed_at is None and standing.state is Joint.DRAFTING:
        return
    purpose = {Joint.DRAFTING: "consultation", Joint.ANSWERING: "review", Joint.APPROVING: "final"}[standing.state]
    if standing.draft is None:
        yield Gap("gap.no_draft", _since(case), {}, "save_draft", Role.DRAFTER)
        return
    editor = next((d for d in standing.drafters if d.is_editor), None)
    facts = {"purpose": f"textpurpose.{purpose}", "who": standing.person(editor.person_id) if editor else "—"}
    person = editor.person_id if editor else None
    yield Gap("gap.freeze", _since(case), facts, "freeze_text", Role.EDITOR, None, person_id=person)


def _posting(case: Case) -> Gaps:
    standing, consultation = case.standing, case.standing.consultation
    assert consultation is not None
    posted = {w.region_code for w in standing.windows if w.consultation_id == consultation.id and w.posted_on}
    due = clock.days_after(clock.day_of(consultation.opened_at), standing.terms.days("gate.days.posting"))
    for code in standing.counted:
        if code not in posted:
            facts = {"region": standing.named(code)}
            yield Gap("gap.post", consultation.opened_at, facts, "post_draft", Role.HANDLER, code, due=due)


def _window(case: Case) -> Gaps:
    consultation = case.standing.consultation
    if consultation and consultation.closes_on:
        left = clock.days_left(consultation.closes_on, case.today)
        facts = {"until": consultation.closes_on, "left": left}
        yield Gap("gap.window", consultation.opened_at, facts, due=consultation.closes_on)


def _comments(case: Case) -> Gaps:
    n = case.standing.comment_counts.get(CommentState.RECEIVED, 0)
    due = clock.days_after(clock.day_of(_since(case)), case.standing.terms.days("gate.days.answering"))
    yield Gap("gap.comments", _since(case), {"n": n}, "answer_comment", Role.DRAFTER, due=due)


def _panel(case: Case) -> Gaps:
    """The panel on its way to an open vote."""
    panel = case.standing.panel
    if panel is None or panel.state is Panel.FORMING:
        yield Gap("gap.panel", _since(case), {}, "appoint_panel", Role.SECRETARY)
        return
    silent = [m for m in case.standing.panel_members if m.interest is None]
    for member in silent:
        facts = {"name": case.standing.person(member.person_id)}
        since = panel.noticed_at or _since(case)
        yield Gap("gap.interest", since, facts, "declare_interest", Role.REVIEWER, None, person_id=member.person_id)
    if faults := rules.panel_fit.check(case):
        yield Gap("rule.panel_fit", _since(case), faults, "replace_member", Role.SECRETARY)
    possible = rules.notice_ends(case)
    if possible and case.at < possible:
        yield Gap("gap.notice", panel.noticed_at or _since(case), {"date": clock.day_of(possible)})
    elif not silent:
        chair = next((m.person_id for m in case.standing.panel_members if m.is_chair), None)
        yield Gap("gap.open_vote", possible or _since(case), {}, "open_vote", Role.CHAIR, person_id=chair)


def _votes(case: Case) -> Gaps:
    panel = case.standing.panel
    for member in case.standing.panel_members:
        if member.is_present and member.vote is None and member.interest == "none":
            facts = {"name": case.standing.person(member.person_id)}
            since = (panel.opened_at if panel else None) or _since(case)
            yield Gap("gap.vote", since, facts, "vote", Role.REVIEWER, person_id=member.person_id)


def _lost(case: Case) -> Gaps:
    agree, there = rules.tally(case)
    is_last = rules.last_failure.check(case) is None
    step = "fail_review_again" if is_last else "fail_review"
    chair = next((m.person_id for m in case.standing.panel_members if m.is_chair), None)
    yield Gap("gap.lost", _since(case), {"agree": agree, "present": there}, step, Role.CHAIR, person_id=chair)


# --- stage three ----------------------------------------------------------------------------------------------------


def _offices(case: Case, code: str, purpose: Purpose, start: datetime, due: date | None) -> Gaps:
    standing = case.standing
    turn = gates.turn(standing, code, purpose)
    below = [o for o in gates.offices(standing, code, purpose) if turn and o.rank < turn[0].rank]
    spoken = [p.at for o in below if (p := gates.position_of(standing, o)) is not None]
    since = max([start, *spoken])
    for office in turn:
        yield _office(case, office, since, due)


def _office(case: Case, office: Office, since: datetime, due: date | None) -> Gap:
    standing = case.standing
    said = gates.position_of(standing, office)
    own = {Purpose.INITIATION: "initiate", Purpose.RELEASE: "approve_release"}
    step = own[office.purpose] if office.role is Role.APPROVER else "take_position"
    if office.role is not Role.APPROVER:
        days = standing.terms.days("cosign.days")
        mine = clock.days_after(clock.day_of(since), days)
        due = min(mine, due) if due else mine
    facts: dict[str, Any] = {
        "region": standing.named(office.region_code),
        "office": standing.organ(office.organ_id),
        "role": office.role,
    }
    key, when = "gap.office", since
    if said is not None and said.stand.blocks and gates.is_fresh(standing, said):
        key, when = "gap.blocks", said.at
        facts |= {"reason": said.reason, "lift": said.lift}
    elif said is not None and not gates.is_fresh(standing, said):
        signed = next((v.number for v in standing.versions if v.id == said.version_id), "—")
        key, facts = "gap.stale", facts | {"version": signed}
    facts["since"] = clock.day_of(when)
    return Gap(key, when, facts, step, office.role, office.region_code, office.organ_id, due=due)


def _approvals(case: Case) -> Gaps:
    frozen = case.standing.frozen
    if frozen is None or TRUE_FINAL.check(case) is not None:
        return
    due = rules.all_approved.until(case)
    for code in gates.unapproved(case.standing, case.standing.counted):
        yield from _offices(case, code, Purpose.RELEASE, frozen.made_at, due)


def _demands(case: Case) -> Gaps:
    n = sum(d.met_in is None for d in case.standing.demands)
    editor = next((d.person_id for d in case.standing.drafters if d.is_editor), None)
    yield Gap("gap.demands", _since(case), {"n": n}, "freeze_text", Role.EDITOR, person_id=editor)


def _number(case: Case) -> Gaps:
    serial = case.standing.serial
    if serial is None:
        yield Gap("gap.reserve", _since(case), {}, "reserve_number", Role.KEEPER, case.standing.standard.lead_region)
        return
    for code in case.standing.counted:
        if code != serial.reserved_region:
            facts = {"serial": serial.serial, "region": case.standing.named(code)}
            yield Gap("gap.confirm_number", serial.reserved_at, facts, "confirm_number", Role.KEEPER, code)
            return


def _papers(case: Case) -> Gaps:
    release = case.standing.release
    assert release is not None
    for code in case.standing.counted:
        if case.standing.tracks[code].state is not Track.CONFIRMED:
            facts = {"region": case.standing.named(code)}
            due = clock.day_of(release.instant)
            yield Gap("gap.papers", release.scheduled_at, facts, "confirm_release", Role.OFFICER, code, due=due)


def _instant(case: Case) -> Gaps:
    release = case.standing.release
    assert release is not None
    facts = {"instant": release.instant}
    yield Gap("gap.instant", release.sealed_at or release.scheduled_at, facts, due=clock.day_of(release.instant))


def _effect(case: Case) -> Gaps:
    standard = case.standing.standard
    if standard.effective_on:
        facts = {"date": standard.effective_on, "left": clock.days_left(standard.effective_on, case.today)}
        yield Gap("gap.effect", standard.released_at or standard.since, facts, due=standard.effective_on)


def _duties(case: Case) -> Gaps:
    standing = case.standing
    for duty in standing.duties:
        facts = {"region": standing.named(duty.region_code), "duty": duty.title or duty.kind, "until": duty.due_on}
        if duty.state is Duty.OPEN:
            role = Role.IMPLEMENTER
            yield Gap(
                "gap.duty", duty.opened_at, facts, "report_duty", role, duty.region_code, duty.organ_id, due=duty.due_on
            )
        elif duty.state is Duty.REPORTED:
            lead = standing.standard.lead_region
            yield Gap("gap.accept", duty.reported_at or duty.opened_at, facts, "accept_duty", Role.COORDINATOR, lead)


def _nothing(case: Case) -> Gaps:
    """Said already by another rule's gaps."""
    yield from ()


EXPANDED: dict[str, Callable[[Case], Gaps]] = {
    "all_decided": _undecided,
    "floor_reached": _floor,
    "group_confirmed": _group,
    "text_frozen": _text,
    "all_posted": _posting,
    "window_over": _window,
    "all_answered": _comments,
    "vote_open": _panel,
    "votes_in": _votes,
    "vote_carried": _lost,
    "changes_made": _demands,
    "all_approved": _approvals,
    "nobody_objects": _nothing,
    "number_confirmed": _number,
    "all_confirmed": _papers,
    "instant_come": _instant,
    "effective_date_come": _effect,
}
# Rules behind which the next ones make no sense yet.
CLOSED_BEHIND = frozenset({"vote_open", "votes_in"})
