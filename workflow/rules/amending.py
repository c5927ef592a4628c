"""The law of an amendment 修改单 until it is put to the approvers: how many, how much, its text, its consultation."""

from datetime import date, datetime

from workflow import clock
from workflow.picture.standing import Case
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.rules.consulting import closes_after
from workflow.rules.shapes import Facts, Rule, every_region, lasted, of_answers, present
from workflow.vocabulary import (
    COUNTED,
    AmendmentKind,
    AmendmentState,
    CommentState,
    Role,
    TextPurpose,
)

NATIONAL = "国家标准修改单管理规定；设计"


def amendment_of(case: Case) -> Amendment:
    """The amendment under way; rows that move one are placed nowhere else."""
    assert case.standing.amendment is not None
    return case.standing.amendment


def parts_of(case: Case) -> dict[str, AmendmentPart]:
    """What each region did for the amendment under way."""
    mine = amendment_of(case).id
    return {part.region_code: part for part in case.standing.amendment_parts if part.amendment_id == mine}


def in_effect(case: Case) -> int:
    """How many amendments the text has taken up."""
    return sum(a.state is AmendmentState.IN_EFFECT for a in case.standing.amendments)


# --- proposing ------------------------------------------------------------------------------------------------------


def _not_carried(case: Case) -> Facts | None:
    track = case.standing.tracks.get(case.region)
    return None if track is not None and track.state in COUNTED else {"region": case.standing.named(case.region)}


carried_here = Rule("carried_here", "设计", _not_carried)


def _too_many(case: Case) -> Facts | None:
    n, most = in_effect(case), case.standing.terms.days("amendment.max_times")
    return {"n": n, "max": most} if n >= most else None


amendments_left = Rule("amendments_left", NATIONAL, _too_many, Role.COORDINATOR)


def _under_way(case: Case) -> Facts | None:
    other = case.standing.amendment
    return {"number": other.number, "state": other.state} if other is not None else None


amendment_alone = Rule("amendment_alone", "设计", _under_way, Role.COORDINATOR)
text_to_amend = present("text_to_amend", lambda case: case.standing.frozen, cites="设计")

# --- its text -------------------------------------------------------------------------------------------------------


def is_frozen(case: Case) -> bool:
    """The text with the amendment is frozen and names today's participants."""
    amended = case.standing.amended
    return amended is not None and amended.meta.get("participants") == case.standing.counted


amended_text_frozen = present(
    "text_frozen", is_frozen, cites=NATIONAL, cure=Role.COORDINATOR, purpose=TextPurpose.AMENDMENT
)


def _frozen_already(case: Case) -> Facts | None:
    amended = case.standing.amended
    return {"version": amended.number} if amended is not None and is_frozen(case) else None


not_frozen_yet = Rule("not_frozen_yet", "设计", _frozen_already)

# --- its consultation -----------------------------------------------------------------------------------------------


def _window_short(case: Case) -> Facts | None:
    days, least = int(case.answers.get("days") or 0), case.standing.terms.days("consultation.amendment_min_days")
    return {"days": days, "min": least, "region": case.among(case.standing.counted)} if days < least else None


amendment_window = of_answers(Rule("window_long_enough", NATIONAL, _window_short, Role.COORDINATOR))
is_erratum = present(
    "is_erratum", lambda case: amendment_of(case).kind is AmendmentKind.ERRATUM, cites="设计", cure=Role.COORDINATOR
)


def unposted(case: Case) -> list[str]:
    """Counted regions that have not posted the amendment."""
    posted = {code for code, part in parts_of(case).items() if part.posted_on is not None}
    return [code for code in case.standing.counted if code not in posted]


amendment_posted = every_region("all_posted", unposted, cites=NATIONAL, cure=Role.HANDLER)


def _posted_already(case: Case) -> Facts | None:
    own = parts_of(case).get(case.region)
    return {"since": own.posted_on} if own is not None and own.posted_on is not None else None


amendment_unposted_here = Rule("not_posted_yet", "设计", _posted_already)


def _posting_untrue(case: Case) -> Facts | None:
    """An amendment is posted at a web address, not before its consultation was opened."""
    opened_at, posted_on = amendment_of(case).opened_at, case.answers.get("posted_on")
    is_web = str(case.answers.get("address", "")).startswith(("https://", "http://"))
    opened = clock.day_of(opened_at) if opened_at else case.today
    return None if is_web and posted_on is not None and posted_on >= opened else {"since": opened}


amendment_posting_true = of_answers(Rule("posting_true", NATIONAL, _posting_untrue, Role.HANDLER))


def closing_day(case: Case) -> date | None:
    """The last day of the consultation: fixed by the last posting of the regions that count today."""
    amendment, counted = amendment_of(case), case.standing.counted
    if amendment.closes_on is not None:
        return amendment.closes_on
    postings = [p.posted_on for code, p in parts_of(case).items() if code in counted and p.posted_on]
    return closes_after(postings, amendment.days) if amendment.days and postings and not unposted(case) else None


def _window_end(case: Case) -> datetime | None:
    last = closing_day(case)
    return clock.end_of(last) if last else None


amendment_window_over = lasted("window_over", _window_end, cites=NATIONAL)


def unanswered(case: Case) -> int:
    """Feedback that came in while the amendment lay open; what comes later is not its matter."""
    opened, end = amendment_of(case).opened_at, _window_end(case)
    if opened is None or not case.standing.comment_counts.get(CommentState.RECEIVED):
        return 0
    received = (c for c in case.standing.comments if c.state is CommentState.RECEIVED)
    return sum(opened <= c.received_at and (end is None or c.received_at < end) for c in received)


def _feedback_open(case: Case) -> Facts | None:
    n = unanswered(case)
    return {"n": n, "who": [case.standing.person(d.person_id) for d in case.standing.drafters]} if n else None


feedback_answered = Rule("all_answered", NATIONAL, _feedback_open, Role.DRAFTER)
