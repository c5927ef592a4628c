"""Holidays and make-up working days of a region, or of the nation, from a file; an import is an event that names
the days.
"""

from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.importing.plan import Fate, Plan, Planned, Unsound, Written, day
from workflow.importing.reading import Line
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.records.calendars import NATION, CalendarDay
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import SeatRole
from workflow.words import say

NOUN: Final = "calendar"
COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("日期",),
    "kind": ("类别",),
    "name": ("名称",),
    "source": ("依据",),
}
MOST: Final = 800  # days that one event tells; a longer file is told in several
WHICH: Final = (("off", False), ("on", True))  # how an event names the days that it tells
KINDS = {
    "休": False,
    "放假": False,
    "holiday": False,
    "off": False,
    "班": True,
    "上班": True,
    "working": True,
    "work": True,
}


def place_of(seat: Seat) -> str:
    """Whose calendar a security administrator keeps: his region's, the installation's the nation's."""
    return seat.region or NATION


def plan(session: Session, seat: Seat, lines: list[Line], today: date) -> Plan:
    """What each row would do; a day that stands otherwise is changed, one that the file names twice is wrong."""
    stands = {
        row.day: row for row in session.scalars(sa.select(CalendarDay).where(CalendarDay.place == place_of(seat)))
    }
    done: set[date] = set()
    return Plan([_planned(line, stands, done) for line in lines])


def _planned(line: Line, stands: dict[date, CalendarDay], done: set[date]) -> Planned:
    wrong: dict[str, str] = {}
    when, kind = day(line, "day", wrong), KINDS.get(line["kind"].casefold())
    if kind is None:
        wrong["kind"] = say("table.unknown")
    if when is not None and when in done:
        wrong["day"] = say("table.twice")
    if when is not None and kind is not None and kind is (when.weekday() < 5):
        wrong["kind"] = say("table.ordinary")
    if wrong or when is None:
        return Planned(line, Fate.WRONG, wrong=wrong)
    done.add(when)
    made = {"day": when, "is_working": kind, "name": line["name"], "source": line["source"]}
    known = stands.get(when)
    is_same = known is not None and all(getattr(known, column) == value for column, value in made.items())
    return Planned(line, Fate.SAME if is_same else Fate.NEW, made)


def write(database: Database, seat: Seat, lines: list[Line], *, at: datetime) -> Written:
    """All days in one transaction with one event; raises Unsound while a row is wrong."""
    place = place_of(seat)
    with database.write(at) as work:
        planned = plan(work.session, seat, lines, day_of(at))
        if not planned.is_sound:
            raise Unsound
        made = [row.makes for row in planned.rows if row.fate is Fate.NEW]
        for start in range(0, len(made), MOST):
            _write(work, seat, place, made[start : start + MOST])
    return Written(len(made))


def _write(work: Work, seat: Seat, place: str, made: list[dict[str, Any]]) -> None:
    before = state(work.session, place)
    days = [row["day"] for row in made]
    work.session.execute(sa.delete(CalendarDay).where(CalendarDay.place == place, CalendarDay.day.in_(days)))
    work.insert_many(CalendarDay, [{"place": place, **row} for row in made])
    told = {which: [row["day"].isoformat() for row in made if row["is_working"] is works] for which, works in WHICH}
    _record(work, seat, place, before, {"days": len(made), **told})


def state(session: Session, place: str) -> dict[str, Any]:
    """A calendar in brief, as its events show it."""
    query = sa.select(CalendarDay).where(CalendarDay.place == place).order_by(CalendarDay.day)
    days = [[row.day.isoformat(), row.is_working, row.name, row.source] for row in session.scalars(query)]
    return {"place": place, "days": len(days), "sha256": canonical_hash(days)}


def _record(work: Work, seat: Seat, place: str, before: dict[str, Any], facts: dict[str, Any]) -> None:
    work.session.expire_all()
    number, after = int(place or 0), state(work.session, place)
    record(work, NOUN, number, "import_calendar", seat, agreement_id=None, before=before, after=after, facts=facts)


def may(seat: Seat) -> bool:
    """Who keeps a calendar: the security administrator."""
    return seat.role is SeatRole.SECADMIN
