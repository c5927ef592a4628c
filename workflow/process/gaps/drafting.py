"""Stage two: the group, the text, the windows, the comments, the panel and its votes."""

from workflow import clock
from workflow.process.gaps.gap import Gap, Gaps, is_leaderless, no_editor, stood_since
from workflow.rules import consulting, reviewing
from workflow.standing import Case
from workflow.vocabulary import CommentState, Joint, Panel, Role

DRAFTERS, POSTING, ANSWERING = "gate.days.drafters", "gate.days.posting", "gate.days.answering"


def group(case: Case) -> Gaps:
    standing = case.standing
    nameless = [code for code in standing.counted if standing.tracks[code].drafters_named_at is None]
    for code in nameless:
        start = max(standing.tracks[code].since, standing.standard.since)
        due = standing.due(start, standing.terms.days(DRAFTERS), code)
        facts = {"region": standing.named(code), "since": clock.day_of(start)}
        yield Gap("gap.drafters", start, facts, "name_drafters", Role.HANDLER, code, due=due, term=DRAFTERS)
    if not nameless:
        yield Gap("gap.group", stood_since(case), {}, "confirm_group", Role.COORDINATOR, standing.standard.lead_region)


def text(case: Case) -> Gaps:
    standing = case.standing
    if standing.standard.group_confirmed_at is None and standing.state is Joint.DRAFTING:
        return
    purpose = {Joint.DRAFTING: "consultation", Joint.ANSWERING: "review", Joint.APPROVING: "final"}[standing.state]
    if standing.draft is None:
        yield Gap("gap.no_draft", stood_since(case), {}, "save_draft", Role.DRAFTER)
        return
    editor = next((d for d in standing.drafters if d.is_editor), None)
    if standing.state is not Joint.DRAFTING and is_leaderless(standing):
        yield no_editor(case)
        return
    facts = {"purpose": f"textpurpose.{purpose}", "who": standing.person(editor.person_id) if editor else "—"}
    person = editor.person_id if editor else None
    yield Gap("gap.freeze", stood_since(case), facts, "freeze_text", Role.EDITOR, None, person_id=person)


def posting(case: Case) -> Gaps:
    standing, consultation = case.standing, case.standing.consultation
    assert consultation is not None
    posted = {w.region_code for w in standing.windows if w.consultation_id == consultation.id and w.posted_on}
    days = standing.terms.days(POSTING)
    for code in standing.counted:
        if code not in posted:
            facts = {"region": standing.named(code)}
            due = standing.due(consultation.opened_at, days, code)
            yield Gap(
                "gap.post", consultation.opened_at, facts, "post_draft", Role.HANDLER, code, due=due, term=POSTING
            )


def window(case: Case) -> Gaps:
    consultation, last = case.standing.consultation, consulting.closing_day(case)
    if consultation and last:
        facts = {"until": last, "left": clock.days_left(last, case.today)}
        yield Gap("gap.window", consultation.opened_at, facts, due=last)


def comments(case: Case) -> Gaps:
    n = case.standing.comment_counts.get(CommentState.RECEIVED, 0)
    due = case.standing.due(stood_since(case), case.standing.terms.days(ANSWERING))
    yield Gap("gap.comments", stood_since(case), {"n": n}, "answer_comment", Role.DRAFTER, due=due, term=ANSWERING)


def panel(case: Case) -> Gaps:
    """The panel on its way to an open vote."""
    panel = case.standing.panel
    if panel is None or panel.state is Panel.FORMING:
        yield Gap("gap.panel", stood_since(case), {}, "appoint_panel", Role.SECRETARY)
        return
    silent = [m for m in case.standing.panel_members if m.interest is None]
    for member in silent:
        facts = {"name": case.standing.person(member.person_id)}
        since = panel.noticed_at or stood_since(case)
        yield Gap("gap.interest", since, facts, "declare_interest", Role.REVIEWER, None, person_id=member.person_id)
    if faults := reviewing.panel_fit.check(case):
        yield Gap("rule.panel_fit", stood_since(case), faults, "replace_member", Role.SECRETARY)
    possible = reviewing.notice_ends(case)
    if possible and case.at < possible:
        yield Gap("gap.notice", panel.noticed_at or stood_since(case), {"date": clock.day_of(possible)})
    elif not silent:
        chair = next((m.person_id for m in case.standing.panel_members if m.is_chair), None)
        yield Gap("gap.open_vote", possible or stood_since(case), {}, "open_vote", Role.CHAIR, person_id=chair)


def votes(case: Case) -> Gaps:
    panel = case.standing.panel
    for member in case.standing.panel_members:
        if member.is_present and member.vote is None and member.interest == "none":
            facts = {"name": case.standing.person(member.person_id)}
            since = (panel.opened_at if panel else None) or stood_since(case)
            yield Gap("gap.vote", since, facts, "vote", Role.REVIEWER, person_id=member.person_id)


def lost(case: Case) -> Gaps:
    agree, there = reviewing.tally(case)
    is_last = reviewing.last_failure.check(case) is None
    step = "fail_review_again" if is_last else "fail_review"
    chair = next((m.person_id for m in case.standing.panel_members if m.is_chair), None)
    yield Gap("gap.lost", stood_since(case), {"agree": agree, "present": there}, step, Role.CHAIR, person_id=chair)
