"""The groups of an installation as rules saw them at any past hour, rebuilt from leaves alone: agreements, regions,
chains, terms, seats and calendars.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from workflow.picture.standing import Seat
from workflow.replaying.calendared import Calendars
from workflow.replaying.charted import NOUN, Charted
from workflow.replaying.grouped import Group
from workflow.replaying.seated import Seats, hour
from workflow.replaying.views import NotTold

Leaf = Mapping[str, Any]
Told = tuple[str, int, Leaf]  # origin of a log, index, leaf
OF_THE_GROUP: Final = frozenset({NOUN, "appointment", "installation", "calendar"})


def named(origin: str) -> str:
    """The name of a log, the same from year to year."""
    return origin.rpartition("/")[0]


class Groups:
    """All that leaves tell of the groups of an installation: `at` is the group of an agreement at an hour."""

    def __init__(self, leaves: Iterable[Told] = ()) -> None:
        self.seats, self.calendars = Seats(), Calendars()
        self.charted: dict[int, list[Charted]] = {}
        self.hours: dict[int, list[datetime]] = {}
        self.kept: dict[int, tuple[tuple[int, ...], Group]] = {}
        self.named: dict[str, int] = {}  # name of a log → the agreement it is about
        self.places: dict[tuple[str, int], int] = {}  # leaf → how many events of its agreement came before it
        mine = (told for told in leaves if told[2]["obj"].partition("/")[0] in OF_THE_GROUP)
        for told in sorted(mine, key=lambda told: (told[2]["ts"], told[0], told[1])):
            self.follow(*told)

    def follow(self, origin: str, index: int, leaf: Leaf) -> None:
        """Take the next leaf; of several logs the older first. Leaves about other things pass by."""
        noun, _, number = leaf["obj"].partition("/")
        if noun != NOUN:
            self.seats.follow(leaf)
            self.calendars.follow(leaf)
            return
        agreement = int(number)
        past = self.charted.setdefault(agreement, [])
        self.named[named(origin)] = agreement
        self.places[origin, index] = len(past)
        past.append((past[-1] if past else Charted(agreement)).after(leaf))
        self.hours.setdefault(agreement, []).append(hour(leaf))

    def at(self, agreement: int, at: datetime) -> Group:
        """The group at an hour, after all that was done by then."""
        done = bisect_right(self.hours.get(agreement, []), at)
        return self._group(agreement, done, at)

    def charted_at(self, agreement: int, at: datetime) -> Charted | None:
        """What an agreement held at an hour, whoever sat where; nothing before it began."""
        done = bisect_right(self.hours.get(agreement, []), at)
        return self.charted[agreement][done - 1] if done else None

    def before(self, origin: str, index: int, leaf: Leaf) -> Group | None:
        """The group as an act on its agreement found it; None where the act is its first."""
        agreement, done = int(leaf["obj"].partition("/")[2]), self.places[origin, index]
        return self._group(agreement, done, hour(leaf)) if done else None

    def stood(self, origin: str, index: int, leaf: Leaf) -> Charted:
        """What an agreement held when this act on it began."""
        agreement, done = int(leaf["obj"].partition("/")[2]), self.places[origin, index]
        return self.charted[agreement][done - 1] if done else Charted(agreement)

    def _group(self, agreement: int, done: int, at: datetime) -> Group:
        if not done:
            raise NotTold("agreements")
        hours = self.seats.hours
        key = (done, bisect_left(hours, at), bisect_right(hours, at), bisect_right(self.calendars.hours, at))
        if agreement not in self.kept or self.kept[agreement][0] != key or self.kept[agreement][1].at > at:
            charted = self.charted[agreement][done - 1]
            self.kept[agreement] = key, Group(charted, self.seats, self.calendars, at)
        return self.kept[agreement][1]

    def seat(self, seat_id: int, region: str | None, at: datetime) -> Seat | None:
        """Who sat on a seat of a region at an hour and could act from it."""
        if seat_id not in self.seats.seats and self.seats.hides(region):
            raise NotTold("appointments")
        return self.seats.acting(seat_id, at)

    def parties(self) -> frozenset[str | None]:
        """The regions of all agreements today, the provinces above them, and nobody's."""
        found: set[str | None] = {None}
        for agreement, hours in self.hours.items():
            with suppress(NotTold, LookupError):
                found |= self.at(agreement, hours[-1]).parties
        return frozenset(found)
