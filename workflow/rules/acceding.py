"""The law of joining a released standard 加入: the text in force, a window at home, the others' consent."""

from datetime import datetime

from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.rules.consulting import least_days
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import Role

ARTICLE_13 = "《地方标准管理办法》第十三条（待核）；设计"
text_in_force = present("text_in_force", lambda case: case.standing.frozen, cites="设计")


def has_posted(standing: Standing, code: str) -> bool:
    """Whether the window of a joining region asks about the text in force: an amendment asks for a new one."""
    posted, present_text = standing.tracks[code].home_text_hash, standing.frozen
    return posted is not None and present_text is not None and posted == present_text.text_hash


def window_end(standing: Standing, code: str) -> datetime | None:
    """When the window of a joining region on the text in force is over."""
    closes_on = standing.tracks[code].home_closes_on
    return clock.end_of(closes_on) if closes_on and has_posted(standing, code) else None


def has_consulted(case: Case, code: str) -> bool:
    until = window_end(case.standing, code)
    return until is not None and case.at >= until


def _unconsulted(case: Case) -> Facts | None:
    days = least_days(case.standing, case.region)
    return None if has_consulted(case, case.region) else {"region": case.standing.named(case.region), "days": days}


consulted_at_home = Rule("consulted_at_home", ARTICLE_13, _unconsulted, Role.HANDLER)


def _other_text(case: Case) -> Facts | None:
    """Only one that was posted can be another: who has posted nothing has not consulted."""
    is_other = case.standing.tracks[case.region].home_text_hash is not None and not has_posted(
        case.standing, case.region
    )
    return {"region": case.standing.named(case.region)} if is_other else None


text_identical = Rule("text_identical", "设计", _other_text, Role.HANDLER)


def _posted_already(case: Case) -> Facts | None:
    posted_on = case.standing.tracks[case.region].home_posted_on
    return {"since": posted_on} if has_posted(case.standing, case.region) else None


home_not_posted = Rule("not_posted_yet", "设计", _posted_already)


def _posting_untrue(case: Case) -> Facts | None:
    """Posted at a web address, not before the region asked to join."""
    posted_on, began = case.answers.get("posted_on"), clock.day_of(case.standing.tracks[case.region].since)
    is_web = str(case.answers.get("address", "")).startswith(("https://", "http://"))
    return None if is_web and posted_on is not None and posted_on >= began else {"since": began}


home_posting_true = of_answers(Rule("posting_true", ARTICLE_13, _posting_untrue, Role.HANDLER))


def _window_short(case: Case) -> Facts | None:
    days, least = int(case.answers.get("days") or 0), least_days(case.standing, case.region)
    return {"days": days, "min": least, "region": case.among([case.region])} if days < least else None


home_window_long_enough = of_answers(
    Rule("window_long_enough", "《地方标准管理办法》第十三条", _window_short, Role.HANDLER)
)


def _not_admitted(case: Case) -> Facts | None:
    admitted_at = case.standing.tracks[case.region].admitted_at
    return None if admitted_at is not None else {"region": case.standing.named(case.region)}


admitted = Rule("admitted", "设计", _not_admitted, Role.APPROVER)


def _too_early(case: Case) -> Facts | None:
    """A region that joins applies the standard neither before the others nor before it says so."""
    joint, day = case.standing.standard.effective_on, case.answers.get("effective")
    earliest = max(case.today, joint or case.today)
    return {"earliest": earliest} if day is not None and day < earliest else None


not_before_others = of_answers(Rule("not_before_others", "设计", _too_early, Role.APPROVER))
