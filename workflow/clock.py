"""The only reader of the wall clock, and the arithmetic of days: calendar days of Beijing that end at 24:00 +08:00."""

import os
from calendar import SATURDAY, monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta, timezone
from pathlib import Path

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
REHEARSAL = "TONGBIAO_CLOCK"


def now() -> datetime:
    """The present instant in UTC, shifted by the rehearsal file's seconds when one is set (never in production)."""
    return datetime.now(UTC) + timedelta(seconds=_rehearsal_offset())


def _rehearsal_offset() -> float:
    path = os.environ.get(REHEARSAL)
    if not path:
        return 0.0
    try:
        return float(Path(path).read_text(encoding="ascii").strip() or "0")
    except (OSError, ValueError):
        return 0.0


def day_of(instant: datetime) -> date:
    """The Beijing calendar day that an instant falls on."""
    return instant.astimezone(BEIJING).date()


def today() -> date:
    """The present Beijing day."""
    return day_of(now())


def end_of(day: date) -> datetime:
    """The instant at which a Beijing day is over (24:00 +08:00), in UTC."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), BEIJING).astimezone(UTC)


def paused_days(pauses: Iterable[Mapping[str, str | None]], start: datetime) -> int:
    """Days of the ended pauses that began since then."""
    ended = [(pause["from"], pause["until"]) for pause in pauses]
    spans = [(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in ended if a and b]
    return sum((day_of(until) - day_of(began)).days for began, until in spans if began >= start)


def start_of(day: date) -> datetime:
    """The instant at which a Beijing day begins, in UTC."""
    return end_of(day - timedelta(days=1))


def days_after(start: date, days: int) -> date:
    """The last day of a term of calendar days that counts from the day after `start`."""
    return start + timedelta(days=days)


@dataclass(frozen=True)
class Calendar:
    """The days that differ from the ordinary week: holidays on weekdays, and days of the weekend that are worked."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day in self.on or (day.weekday() < SATURDAY and day not in self.off)


def working_days_after(start: date, days: int, calendar: Calendar) -> date:
    """The last day of a term of working days that counts from the day after `start`."""
    day = start
    for _ in range(days):
        day += timedelta(days=1)
        while not calendar.works(day):
            day += timedelta(days=1)
    return day


def rest_days(start: date, until: date, calendar: Calendar) -> int:
    """How many days after `start` up to `until` are not worked."""
    spanned = (start + timedelta(days=n) for n in range(1, (until - start).days + 1))
    return sum(not calendar.works(day) for day in spanned)


def months_after(start: date, months: int) -> date:
    """The same day `months` later; a day the month lacks becomes its last (29 February + 12 months = 28 February), and
    beyond the calendar its end.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def years_after(start: date, years: int) -> date:
    """The same day `years` later."""
    return months_after(start, 12 * years)


def days_left(until: date, today: date) -> int:
    """Days from today to the last day of a term; negative when it is overdue."""
    return (until - today).days
