"""The law of a standard in force 协同实施: effect in each region, its review, leaving it, and who is left."""

from datetime import date, datetime

from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.records.standards import Standard
from workflow.rules.shapes import Facts, Rule, lasted, none_left, of_answers
from workflow.rules.succession import released_revision, taken_over
from workflow.terms import Terms
from workflow.vocabulary import COUNTED, ReviewStand, Role

LAW_29 = "《标准化法》第二十九条；设计"

# --- effect in one region --------------------------------------------------------------------------------------------


def effective_on(standing: Standing, code: str) -> date | None:
    """The day from which a region applies its edition: its own, else that of all."""
    return standing.tracks[code].effective_on or standing.standard.effective_on


def takes_effect(case: Case, code: str) -> bool:
    """Whether the day of this region has come."""
    day = effective_on(case.standing, code)
    return day is not None and case.at >= clock.start_of(day)


def _here(case: Case) -> datetime | None:
    day = effective_on(case.standing, str(case.answers["region"]))
    return clock.start_of(day) if day else None


effective_here = lasted("effective_date_come", _here, cites="《地方标准管理办法》（待核）")

# --- review 复审 -----------------------------------------------------------------------------------------------------


def reviewed_by(standing: Standing) -> date | None:
    """Until when the next review must be concluded: five years from effect or the last confirmation. Of an imported
    standard nobody here knows when it was reviewed last: a region calls the review.
    """
    span = review_span(standing.standard, standing.terms)
    return span[1] if span else None


def review_span(standard: Standard, terms: Terms) -> tuple[date, date] | None:
    """From when the next review may open, some months before, and until when it must be concluded."""
    start = standard.review_from or (None if standard.is_imported else standard.effective_on)
    if start is None:
        return None
    until = clock.years_after(start, terms.days("review.period_years"))
    return clock.months_after(until, -terms.days("review.open_before_months")), until


def _review_opens(case: Case) -> datetime | None:
    span = review_span(case.standing.standard, case.standing.terms)
    return clock.start_of(span[0]) if span else None


review_due = lasted("review_due", _review_opens, cites="《标准化法》第二十九条；DB14/T 2578—2022 第 4.1 条")


def _not_carried(case: Case) -> Facts | None:
    """A region that does not apply the standard; a joint seat belongs to none."""
    track = case.standing.tracks.get(case.region)
    is_carried = not case.region or (track is not None and track.state in COUNTED)
    return None if is_carried else {"region": case.standing.named(case.region)}


carries_it = Rule("carries_it", "设计", _not_carried)


def judging(standing: Standing) -> list[str]:
    """The regions whose words decide a review: those that count and were not passed over. Where others leave and too
    few would decide, nobody is passed over any more.
    """
    deciding = [code for code in standing.counted if standing.tracks[code].passed_over_at is None]
    least = min(standing.terms.days("floor.min"), len(standing.counted))
    return deciding if len(deciding) >= least else standing.counted


def passed_over(case: Case, code: str) -> bool:
    return case.standing.tracks[code].passed_over_at is not None


def goes_along(case: Case, code: str) -> bool:
    return not passed_over(case, code)


def joins(case: Case) -> bool:
    """Whether no other region that decides has said anything but what a region says now."""
    others = [code for code in judging(case.standing) if code != case.region]
    said = {case.standing.tracks[code].review_stand for code in others}
    return said <= {case.answers["outcome"].value, None}


def _said_same(case: Case) -> Facts | None:
    track, said = case.standing.tracks[case.region], case.answers.get("outcome")
    return {"since": clock.day_of(track.since)} if said is not None and said.value == track.review_stand else None


review_said_new = of_answers(Rule("not_said_already", "设计", _said_same))


def said(standing: Standing, stand: ReviewStand | None) -> int:
    """How many of the regions that decide say this, or nothing yet."""
    return sum(standing.tracks[code].review_stand == (stand and stand.value) for code in judging(standing))


def agreed_on(standing: Standing, outcome: ReviewStand) -> bool:
    """Whether every region that decides says this, and at least one does."""
    return 0 < said(standing, outcome) == len(judging(standing))


def same_outcome(outcome: ReviewStand) -> Rule:
    """Every region that counts and was not passed over says this."""
    return Rule(
        "same_outcome",
        LAW_29,
        lambda case: (
            None
            if agreed_on(case.standing, outcome)
            else {
                "a": said(case.standing, ReviewStand.CONFIRM),
                "b": said(case.standing, ReviewStand.REVISE),
                "c": said(case.standing, ReviewStand.WITHDRAW),
                "silent": said(case.standing, None),
            }
        ),
        Role.APPROVER,
    )


def owed_in_review(case: Case, code: str) -> date | None:
    """A region owes its word, and while its own stands alone against all others, another: neither holds the rest."""
    standing, track = case.standing, case.standing.tracks[code]
    others = {standing.tracks[each].review_stand for each in judging(standing) if each != code}
    is_alone = len(others) == 1 and None not in others and track.review_stand not in others
    if track.passed_over_at is not None or (track.review_stand is not None and not is_alone):
        return None
    start = max(standing.standard.since, track.since)
    return standing.due(start, standing.terms.days("gate.days.review"))


# --- leaving, and who is left ----------------------------------------------------------------------------------------


def _repeal_near(case: Case) -> Facts | None:
    """The other regions hear of a repeal before it takes effect."""
    day = case.answers.get("repealed_on")
    earliest = clock.days_after(case.today, case.standing.terms.days("repeal.notice_days"))
    return {"earliest": earliest} if day is not None and day < earliest else None


peers_told = of_answers(Rule("peers_told", "设计", _repeal_near, Role.APPROVER))


def _grace_end(case: Case) -> datetime | None:
    """Where the agreement lets a last region go on (`floor.after_release` is not separate) the grace never ends; nor
    does it where the revision is in force: the standard is replaced.
    """
    standing, fell = case.standing, case.standing.standard.below_floor_at
    if (
        fell is None
        or taken_over(standing)
        or len(standing.counted) != 1
        or standing.terms["floor.after_release"].value != "separate"
    ):
        return None
    return clock.end_of(standing.due(fell, standing.terms.days("floor.grace_days")))


one_left_long = lasted("one_left_long", _grace_end, cites="设计")
# The number must not be retired under a revision that is released with it: that one replaces the standard.
none_remain = none_left(
    "none_remain", lambda case: case.standing.counted or released_revision(case.standing), cites="设计"
)
