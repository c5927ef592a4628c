"""The law of consultation 征求意见: windows, their closing day, comments and answers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from workflow import addressing, clock
from workflow.addressing import Unit
from workflow.picture.standing import Case, Standing
from workflow.records.consultations import RegionWindow
from workflow.records.standards import Standard
from workflow.rules.shapes import Facts, Rule, every_region, lasted, of_answers, present
from workflow.vocabulary import (
    CommentState,
    Joint,
    Role,
    Window,
)


def least_days(standing: Standing, region: str) -> int:
    """The days that a window must at least have: those of the agreement, or more where the region's rules ask more."""
    own = standing.terms.days_in("consultation.region_days", region)
    return max(standing.terms.days("consultation.public_min_days"), own)


def longest(standing: Standing, regions: Iterable[str]) -> tuple[int, list[str]]:
    """The longest minimum of some regions, and whose it is."""
    least = {code: least_days(standing, code) for code in regions}
    most = max(least.values(), default=0)
    return most, [code for code, days in least.items() if days == most]


def _window_short(case: Case) -> Facts | None:
    days, (most, whose) = int(case.answers.get("days") or 0), longest(case.standing, case.standing.counted)
    return {"days": days, "min": most, "region": case.among(whose)} if days < most else None


window_long_enough = of_answers(
    Rule("window_long_enough", "《地方标准管理办法》第十三条", _window_short, Role.COORDINATOR)
)


def unposted(case: Case) -> list[str]:
    """Counted regions that have not posted the draft of the consultation under way."""
    current = case.standing.consultation
    posted = {
        w.region_code
        for w in case.standing.windows
        if current and w.consultation_id == current.id and w.state in (Window.POSTED, Window.CLOSED)
    }
    return [region for region in case.standing.counted if region not in posted]


ARTICLE_13 = "《地方标准管理办法》第十三条（待核）；设计"
all_posted = every_region("all_posted", unposted, cites=ARTICLE_13, cure=Role.HANDLER)


def _posted_already(case: Case) -> Facts | None:
    current = case.standing.consultation
    mine = (w for w in case.standing.windows if current and w.consultation_id == current.id)
    own = next((w for w in mine if w.region_code == case.region), None)
    return {"since": own.posted_on} if own is not None and own.posted_on is not None else None


not_posted_yet = Rule("not_posted_yet", "设计", _posted_already)


def _posting_untrue(case: Case) -> Facts | None:
    """A draft is posted at a web address, not before the consultation was opened."""
    current, posted_on = case.standing.consultation, case.answers.get("posted_on")
    is_web = str(case.answers.get("address", "")).startswith(("https://", "http://"))
    opened = clock.day_of(current.opened_at) if current else case.today
    return None if is_web and posted_on is not None and posted_on >= opened else {"since": opened}


posting_true = of_answers(Rule("posting_true", ARTICLE_13, _posting_untrue, Role.HANDLER))


def closes_after(postings: Iterable[date], days: int) -> date:
    """The last day of a consultation whose days count from the last of these postings."""
    return clock.days_after(max(postings), days)


def closing_day(case: Case) -> date | None:
    """The last day of the consultation: fixed by the last posting of the regions that count today."""
    current = case.standing.consultation
    if current is None or (current.closes_on is None and unposted(case)):
        return None
    mine = [w for w in case.standing.windows if w.consultation_id == current.id and w.posted_on]
    if current.closes_on is not None:
        return put_off(current.closes_on, mine, case.standing.standard)
    postings = [w.posted_on for w in mine if w.posted_on and w.region_code in case.standing.counted]
    return closes_after(postings, current.days) if postings else None


def put_off(closes_on: date, windows: Iterable[RegionWindow], standard: Standard) -> date:
    """The closing day that the last posting fixed, put off by the suspensions since."""
    fixed_on = max((w.posted_on for w in windows if w.posted_on), default=closes_on)
    return clock.days_after(closes_on, clock.paused_days(standard.pauses or (), clock.start_of(fixed_on)))


def _window_end(case: Case) -> datetime | None:
    last = closing_day(case)
    return clock.end_of(last) if last else None


window_over = lasted("window_over", _window_end, cites="《地方标准管理办法》第二十八条（待核）；设计")


def _asked_no_more(case: Case) -> Facts | None:
    """From midnight on nothing is taken, whether the process has closed the window already or not. What comes after the
    release is feedback, which has no end.
    """
    is_over = case.standing.state is Joint.ANSWERING
    end = _window_end(case) if case.standing.state is Joint.CONSULTING else None
    return {"until": closing_day(case) or "—"} if is_over or (end is not None and case.at >= end) else None


still_asked = Rule("still_asked", "《地方标准管理办法》第二十八条（待核）；设计", _asked_no_more)
link_still_open = replace(still_asked, check=lambda case: None if case.seat else _asked_no_more(case))


def _unreadable(case: Case) -> Facts | None:
    wrong = addressing.read(case.answers["units"]).wrong
    return {"lines": "、".join(map(str, wrong)), "n": len(wrong)} if wrong else None


def new_units(case: Case) -> list[Unit]:
    """The units of the answer that the actor's region has not on its list yet."""
    own = case.region or case.standing.standard.lead_region
    known = {a.name for a in case.standing.addressees if a.region_code == own}
    return [unit for unit in addressing.read(case.answers["units"]).units if unit.name not in known]


units_readable = of_answers(Rule("units_readable", "设计", _unreadable))
units_new = of_answers(Rule("units_new", "设计", lambda case: None if new_units(case) else {}))


def _unanswered(case: Case) -> Facts | None:
    n = case.standing.comment_counts.get(CommentState.RECEIVED, 0)
    editors = [case.standing.person(d.person_id) for d in case.standing.drafters if d.is_editor]
    return {"n": n, "who": editors} if n else None


not_into_itself = of_answers(
    present("not_into_itself", lambda case: case.answers.get("comment") != case.answers.get("into"), cites="设计")
)
all_answered = Rule("all_answered", "《地方标准管理办法》第十三、十四条（待核）", _unanswered, Role.DRAFTER)


def _never_posted(case: Case) -> list[str]:
    closed = {w.region_code for w in case.standing.windows if w.state is Window.CLOSED}
    return [region for region in case.standing.counted if region not in closed]


once_posted = every_region(
    "all_posted", _never_posted, cites="《地方标准管理办法》第十三条（待核）；设计", cure=Role.HANDLER
)
no_major_change = of_answers(
    present("no_major_change", lambda case: case.answers.get("declaration"), cites="设计", cure=Role.EDITOR, clauses=())
)


def _untold(case: Case) -> Facts | None:
    """The comment of this receipt has no answer yet that its author could read."""
    receipt = case.answers.get("receipt")
    is_told = any(c.receipt == receipt and c.published_at is not None for c in case.standing.comments)
    return None if is_told else {"receipt": receipt}


answer_told = of_answers(Rule("answer_told", "设计", _untold))
