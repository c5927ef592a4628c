"""Reads one plain answer - a number, a figure, a day, an hour, yes or no - or says what is wrong with it."""

from datetime import date as Date
from datetime import datetime as Hour
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from workflow.clock import BEIJING
from workflow.picture.standing import Case
from workflow.process.row import Ask

YEARS = range(1949, 2200)
FIGURES = 15  # powers of ten on either side of the point
LONGEST = 40
FAR = timedelta(days=730)


class Wrong(ValueError):
    """One value that cannot be read."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


def integer(ask: Ask, raw: Any) -> int:
    is_digits = isinstance(raw, str) and raw.strip().isascii() and raw.strip().isdigit() and len(raw.strip()) < 10
    if isinstance(raw, bool) or not (isinstance(raw, int) or is_digits):
        raise Wrong("wrong.integer")
    value = int(raw)
    if not (ask.least or 0) <= value <= ask.most:
        raise Wrong("wrong.range", least=ask.least or 0, most=ask.most)
    return value


def decimal(raw: Any) -> str:
    """A figure as it was written, without a sign that it does not need: exact, and the same on every machine."""
    try:
        value = Decimal(str(raw)[:LONGEST].strip().replace(",", ""))
    except InvalidOperation as fault:
        raise Wrong("wrong.decimal") from fault
    if isinstance(raw, bool) or len(str(raw)) > LONGEST or not value.is_finite() or abs(value.adjusted()) > FIGURES:
        raise Wrong("wrong.decimal")
    return f"{value:f}"


def boolean(raw: Any) -> bool:
    known = {True: True, False: False, "true": True, "on": True, "1": True, "false": False, "0": False}
    if not isinstance(raw, (bool, str)) or raw not in known:
        raise Wrong("wrong.boolean")
    return known[raw]


def date(ask: Ask, case: Case, raw: Any) -> Date:
    try:
        value = Date.fromisoformat(raw.strip())
    except (ValueError, AttributeError) as fault:
        raise Wrong("wrong.date") from fault
    if value.year not in YEARS:
        raise Wrong("wrong.date")
    if ask.is_ahead and value < case.today:
        raise Wrong("wrong.past", today=case.today)
    if ask.is_past and value > case.today:
        raise Wrong("wrong.future", today=case.today)
    return value


def datetime(case: Case, raw: Any) -> Hour:
    """ISO 8601; without an offset it is Beijing time, as a page's field writes it."""
    try:
        value = Hour.fromisoformat(raw.strip())
        value = value if value.tzinfo else value.replace(tzinfo=BEIJING)
        value.astimezone(BEIJING)
    except (ValueError, AttributeError, OverflowError) as fault:
        raise Wrong("wrong.datetime") from fault
    if not case.at - FAR < value < case.at + FAR:
        raise Wrong("wrong.far_off")
    return value
