"""Until when a receipt is owed: the agreement's days after a notice was sent, working ones where it says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import Calendar, day_of, days_after, start_of, working_days_after
from workflow.records.agreements import RuleSet
from workflow.records.calendars import NATION, CalendarDay
from workflow.terms import Days, Term, Terms

TERM = "notice.receipt_days"


@dataclass(frozen=True)
class ReceiptDays:
    """The days of one agreement, and the days that are worked."""

    days: Days
    calendar: Calendar

    def due(self, sent_at: datetime) -> date:
        """The last day on which the receipt is in time."""
        sent = day_of(sent_at)
        if self.days.is_working:
            return working_days_after(sent, self.days, self.calendar)
        return days_after(sent, self.days)

    def late_before(self, today: date) -> datetime:
        """What was sent before this instant, and has no receipt, is late on that day."""
        day = today - timedelta(days=int(self.days))
        while self.due(start_of(day)) >= today:
            day -= timedelta(days=1)
        return start_of(day + timedelta(days=1))


def receipt_days(session: Session, agreements: Iterable[int], on: date) -> dict[int, ReceiptDays]:
    """By agreement, as its rules stood on a day."""
    listed = list(agreements)
    query = sa.select(RuleSet).where(RuleSet.agreement_id.in_(listed), RuleSet.effective_from <= on)
    sets = {one.agreement_id: one for one in session.scalars(query.order_by(RuleSet.version))}
    calendar = _calendar(session)
    terms = {key: Terms(_terms(sets[key].terms) if key in sets else {}) for key in listed}
    return {key: ReceiptDays(found.days(TERM), calendar) for key, found in terms.items()}


def _terms(given: dict[str, dict[str, str]]) -> dict[str, Term]:
    return {TERM: Term(given[TERM]["value"], given[TERM]["cites"])} if TERM in given else {}


def _calendar(session: Session) -> Calendar:
    rows = session.execute(sa.select(CalendarDay.day, CalendarDay.is_working).where(CalendarDay.place == NATION)).all()
    off, on = (frozenset(day for day, is_working in rows if is_working is works) for works in (False, True))
    return Calendar(off, on)
