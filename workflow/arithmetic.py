"""How a day was reckoned, step by step in words: start, term with its citation, what does not count, the last hour."""

from datetime import date
from typing import Any

from workflow.clock import day_of, days_after, rest_days
from workflow.picture.standing import Standing
from workflow.process.gaps.gap import Gap
from workflow.words import say


def reckoned(standing: Standing, gap: Gap) -> dict[str, Any]:
    """The steps that lead to the day by which a gap should be closed; a day that an act set has no term."""
    if gap.due is None:
        return {}
    start, region = day_of(gap.since), gap.region or standing.standard.lead_region
    plain = {"start": start, "until": gap.due}
    days = standing.terms.days(gap.term) if gap.term else None
    if days is None or standing.due(gap.since, days, region) != gap.due:
        return plain
    paused = standing.paused_days(gap.since)
    rest = rest_days(start, days_after(gap.due, -paused), standing.calendars[region]) if days.is_working else 0
    told = {"term": gap.term, "cites": standing.terms[gap.term].cites, "n": int(days), "is_working": days.is_working}
    return plain | told | {"rest": rest, "paused": paused}


def told(
    start: date,
    until: date,
    term: str = "",
    cites: str = "",
    n: int = 0,
    is_working: bool = False,
    rest: int = 0,
    paused: int = 0,
) -> str:
    """The sentences that open under a date."""
    if not term:
        return say("date.plain", start=start, until=until, n=(until - start).days)
    key = "date.working" if is_working else "date.calendar"
    words = [say(key, start=start, until=until, n=n, rest=rest)]
    words += [say("date.paused", n=paused)] if paused else []
    return "".join([*words, say("date.cites", term=f"term.{term}", cites=cites)])
