"""The group of a standard at a past hour as the tables of an installation tell it: who sat where, which offices a chain
had, which terms were known."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import Calendar, day_of
from workflow.picture.whole import parties
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.calendars import NATION, CalendarDay
from workflow.records.deputies import Deputy
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.replaying.group import Groups
from workflow.replaying.views import NotTold
from workflow.vocabulary import DeputyKind, Named

# Of one source: a founding that recorded no seat vouches for nobody, and for the organs of nobody.
OF_PEOPLE: Final = frozenset({"seats", "lent", "persons", "everybody", "deputies", "organs"})


class Beside(Mapping[str, Any]):
    """The lists of one hour: of the leaves where they tell them, else of the tables."""

    def __init__(self, groups: Groups, tables: "Tables", hour: datetime) -> None:
        self.groups, self.tables, self.hour = groups, tables, hour

    def __getitem__(self, name: str) -> Any:
        if name in OF_PEOPLE and not self.groups.seats.is_founded:
            return self.tables.at(self.hour)[name]
        try:
            return self.groups.at(self.tables.id, self.hour)[name]
        except NotTold:
            return self.tables.at(self.hour)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables.at(self.hour))

    def __len__(self) -> int:
        return len(self.tables.at(self.hour))


class Tables:
    """One agreement; every list is read once and looked through by the hour."""

    def __init__(self, session: Session, agreement_id: int) -> None:
        self.session, self.id = session, agreement_id
        self.made: dict[tuple[int, int, Any], Mapping[str, Any]] = {}
        _ = self._seats, self._offices, self._lasting  # while the session is open

    def at(self, hour: datetime) -> Mapping[str, Any]:
        """The lists of that hour; between two changes they are the same."""
        key = bisect_left(self._changes, hour), bisect_right(self._changes, hour), day_of(hour)
        if key not in self.made:
            self.made.clear()
            self.made[key] = self._at(hour)
        return self.made[key]

    def beside(self, groups: Groups, hour: datetime) -> "Beside":
        """The group as leaves tell it, and from the tables what they do not tell."""
        return Beside(groups, self, hour)

    def _at(self, hour: datetime) -> Mapping[str, Any]:
        there = [seat for seat in self._seats if seat.confirmed_at <= hour and (seat.ended_at or hour) >= hour]
        persons = {seat.person_id for seat in there}
        return {
            **self._lasting,
            "chain": [office for office in self._offices if office.until is None or office.until > day_of(hour)],
            "seats": [seat for seat in there if seat.id not in self._delegated],
            "lent": [seat for seat in there if seat.id in self._delegated],
            "persons": [person for person in self._lasting["everybody"] if person.id in persons],
        }

    @cached_property
    def _seats(self) -> list[Any]:
        here = sa.or_(Appointment.region_code.in_(parties(self.id)), Appointment.region_code.is_(None))
        return self._all(sa.select(Appointment).where(here, Appointment.confirmed_at.is_not(None)), Appointment.id)

    @cached_property
    def _offices(self) -> list[Any]:
        mine = sa.select(Office).where(Office.agreement_id == self.id)
        return self._all(mine, Office.region_code, Office.rank, Office.id)

    @cached_property
    def _delegated(self) -> frozenset[int]:
        return frozenset(one.seat_id for one in self._lasting["deputies"].values() if one.kind is DeputyKind.DELEGATED)

    @cached_property
    def _changes(self) -> list[datetime]:
        hours = (hour for seat in self._seats for hour in (seat.confirmed_at, seat.ended_at))
        return sorted(hour for hour in hours if hour is not None)

    @cached_property
    def _lasting(self) -> dict[str, Any]:
        """What is told by the same rows at every hour."""
        mine, here = Member.agreement_id == self.id, parties(self.id)
        agreement = self._all(sa.select(Agreement).where(Agreement.id == self.id))
        places = self._all(sa.select(Region).join(Member, Member.region_code == Region.code).where(mine))
        named = self._all(sa.select(Region).where(Region.code.in_(agreement[0].territories)), Region.code)
        return {
            "agreement": agreement,
            "members": self._all(sa.select(Member).where(mine), Member.rank),
            "places": places,
            "above": self._all(sa.select(Region).where(Region.code.in_(here))),
            "organs": self._all(
                sa.select(Organ).where(sa.or_(Organ.region_code.in_(here), Organ.region_code.is_(None)))
            ),
            "rules": self._all(sa.select(RuleSet).where(RuleSet.agreement_id == self.id), RuleSet.version),
            "everybody": self._all(sa.select(Person).where(Person.id.in_({seat.person_id for seat in self._seats}))),
            "deputies": {one.seat_id: one for one in self._all(sa.select(Deputy))},
            "territories": {place.code: Named(place.code, place.name_zh, place.name_en) for place in named},
            "calendars": self._calendars([place.code for place in places]),
        }

    def _calendars(self, codes: list[str]) -> dict[str, Calendar]:
        days = self._all(sa.select(CalendarDay).where(CalendarDay.place.in_((NATION, *codes))))
        found = {}
        for code in codes:
            own = {day.day: day.is_working for place in (NATION, code) for day in days if day.place == place}
            on, off = ({day for day, works in own.items() if works is each} for each in (True, False))
            found[code] = Calendar(frozenset(off), frozenset(on))
        return found

    def _all(self, query: Any, *order: Any) -> list[Any]:
        return list(self.session.scalars(query.order_by(*order)))
