"""Calendars as the installation's log tells them: the days of the nation and of regions that differ from the week."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from workflow.clock import Calendar
from workflow.records.calendars import NATION
from workflow.replaying.seated import hour
from workflow.replaying.views import NotTold

NOUN: Final = "calendar"
Days = dict[date, bool]  # whether a day that differs is worked
WHICH: Final = {"off": False, "on": True}


class Calendars:
    """Each place's days after each import; what former imports told by a hash alone is not known."""

    def __init__(self) -> None:
        self.told: dict[str, list[tuple[datetime, Days | None]]] = {}
        self.hours: list[datetime] = []
        self.stands: dict[str, Mapping[str, Any]] = {}  # place → as its last event left it, in brief

    def follow(self, leaf: Mapping[str, Any]) -> None:
        """Take the next leaf of the installation's log; what is about no calendar passes by."""
        if leaf["obj"].partition("/")[0] != NOUN:
            return
        place, facts = leaf["to"]["place"], leaf["facts"]
        self.stands[place] = leaf["to"]
        past = self.told.setdefault(place, [])
        days = past[-1][1] if past else {}
        if "off" in facts and days is not None:
            days = days | {date.fromisoformat(one): works for name, works in WHICH.items() for one in facts[name]}
        else:
            days = None
        past.append((hour(leaf), days))
        self.hours = sorted([*self.hours, hour(leaf)])

    def days(self, place: str, at: datetime) -> Days:
        """The days of one place at an hour."""
        found: Days | None = {}
        for since, days in self.told.get(place, ()):
            found = days if since <= at else found
        if found is None:
            raise NotTold("calendar_days")
        return found

    def of(self, codes: list[str], at: datetime) -> dict[str, Calendar]:
        """The calendar of each region, the nation's under it."""
        found = {}
        for code in codes:
            own = self.days(NATION, at) | self.days(code, at)
            on, off = ({day for day, works in own.items() if works is each} for each in (True, False))
            found[code] = Calendar(frozenset(off), frozenset(on))
        return found
