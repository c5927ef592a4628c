"""Stage two: the group, the text, the windows, the comments."""

from workflow import clock
from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps, is_leaderless, no_editor, stood_since
from workflow.rules import consulting
from workflow.vocabulary import CommentState, Joint, Role

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


def remarks(case: Case) -> Gaps:
    """What the reviewers remarked and nobody has answered."""
    n = case.standing.remark_counts.get(CommentState.RECEIVED, 0)
    yield Gap("gap.remarks", stood_since(case), {"n": n}, "answer_comment", Role.DRAFTER)
