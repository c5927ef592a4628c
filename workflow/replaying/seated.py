"""Seats as the installation's log tells them: laid at the founding or proposed, confirmed, lent, ended; who is away."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from workflow.clock import day_of
from workflow.picture.standing import Seat as Acting
from workflow.vocabulary import DeputyKind, Named, SeatRole

NOUN: Final = "appointment"
LAID: Final = "lay_seat"
HELD: Final = "…"  # the log's clock was held: the hour of the row may be earlier, and is not compared
LENDING: Final = ("delegate", "name_substitute")
HOURS: Final = {"confirmed": "confirmed_at", "ended": "ended_at"}
Leaf = Mapping[str, Any]
Cells = dict[str, Any]


class Seat:
    """What the record says of one seat after its last event."""

    def __init__(self, told: Mapping[str, Any], state: str, *, proposed_by: int | None = None) -> None:
        self.told, self.state = told, state
        self.proposed_by, self.confirmed_by = proposed_by, None
        self.hours: dict[str, str] = {}  # since when it acts, and since when no more; unless the log's clock was held
        self.since: dict[str, datetime] = {}  # the same as the log has them, held or not
        self.kind: str | None = None  # of its organ
        self.lent: Mapping[str, Any] | None = None  # as whose deputy it was made
        self.heir: Cells | None = None  # the seat to which its open work went, as its row must stand
        self.away: dict[int, Cells] = {}  # absences by id, as their rows must stand

    @classmethod
    def laid(cls, leaf: Leaf) -> "Seat":
        """A seat of the founding: it acts at once."""
        made = cls(leaf["facts"], "confirmed")
        made._moved(leaf, is_first=False)
        return made

    @classmethod
    def proposed(cls, leaf: Leaf) -> "Seat":
        """A seat whose first event this is; the event itself is still to be followed."""
        return cls({}, "", proposed_by=leaf["actor"] if leaf["act"] in ("appoint", *LENDING) else None)

    def follow(self, leaf: Leaf) -> None:
        """Take the next event of the seat."""
        was, self.told, self.state = self.state, leaf["to"], leaf["to"]["state"]
        is_first = self.state == "confirmed" and leaf["act"] not in ("confirm_appointment", *LENDING)
        if was != self.state and self.state in HOURS:
            self._moved(leaf, is_first=is_first)
        if leaf["act"] == "confirm_appointment":
            self.confirmed_by = leaf["actor"]
        if leaf["act"] in LENDING:
            self.lent = leaf["facts"]
        self.kind = leaf["facts"].get("kind", self.kind)
        self._leave(leaf, HELD if "clk" in leaf else leaf["ts"])

    def _moved(self, leaf: Leaf, *, is_first: bool) -> None:
        """The hour from which it acts, or no more; a seat that a founding did not tell acted before its first event."""
        column = HOURS[self.state]
        self.kind = leaf["facts"].get("kind", self.kind)
        self.since[column] = datetime.min.replace(tzinfo=hour(leaf).tzinfo) if is_first else hour(leaf)
        if not is_first and "clk" not in leaf:
            self.hours[column] = leaf["ts"]

    def _leave(self, leaf: Leaf, at: str) -> None:
        facts = leaf["facts"]
        if leaf["act"] == "end_appointment" and "heir" in facts:
            self.heir = {"heir_id": facts["heir"], "named_by": leaf["actor"], "at": at}
        if leaf["act"] == "note_absence":
            days = {"since": facts["away_since"], "until": facts["away_until"]}
            self.away[facts["absence"]] = {**days, "noted_by": leaf["actor"], "noted_at": at, "ended_at": None}
        if leaf["act"] == "end_absence" and facts["absence"] in self.away:
            self.away[facts["absence"]]["ended_at"] = at

    @property
    def region(self) -> str | None:
        found: str | None = self.told.get("region")
        return found

    def cells(self, at: datetime) -> Cells:
        """Its row as it stood at an hour."""
        told = {"person_id": "person", "region_code": "region", "organ_id": "organ", "role": "role"}
        same = {column: self.told.get(name) for column, name in told.items()}
        hours = {column: then if then is not None and then <= at else None for column in HOURS.values()
                 for then in [self.since.get(column)]}  # fmt: skip
        confirmed_by = self.confirmed_by if hours["confirmed_at"] else None
        hands = {"proposed_by": self.proposed_by, "confirmed_by": confirmed_by}
        return {**same, "since": self.told.get("since"), "until": self.told.get("until"), **hands, **hours}

    @property
    def is_delegated(self) -> bool:
        return (self.lent or {}).get("deputy") == DeputyKind.DELEGATED

    def stands(self, at: datetime) -> bool:
        """Whether it was confirmed and had not ended; of acts of one hour nobody knows which came first. Its dates are
        another matter.
        """
        confirmed, ended = self.since.get("confirmed_at"), self.since.get("ended_at")
        return confirmed is not None and confirmed <= at and (ended is None or ended >= at)

    def in_office(self, at: datetime) -> bool:
        """Whether its holder could act at an hour."""
        today = day_of(at).isoformat()
        return self.stands(at) and bool(self.told["since"] <= today <= (self.told["until"] or today))


def hour(leaf: Leaf) -> datetime:
    """When an event was written."""
    return datetime.fromisoformat(leaf["ts"])


class Seats:
    """All seats of an installation, and when the last event was that moved any."""

    def __init__(self) -> None:
        self.seats: dict[int, Seat] = {}
        self.is_founded = False  # a founding that recorded no seat vouches for none
        self.shown: Collection[str | None] | None = None  # whose seats are all told here; none said: everybody's
        self._moved: list[datetime] = []

    def follow(self, leaf: Leaf) -> None:
        """Take the next leaf of the installation's log; what is not about seats passes by."""
        noun, _, number = leaf["obj"].partition("/")
        if leaf["act"] == LAID and isinstance(leaf["facts"].get("appointment"), int):
            self.is_founded = True
            self.seats[leaf["facts"]["appointment"]] = Seat.laid(leaf)
        elif noun == NOUN:
            self.seats.setdefault(int(number), Seat.proposed(leaf)).follow(leaf)
        else:
            return
        self._moved.append(hour(leaf))
        self.__dict__.pop("hours", None)

    @cached_property
    def hours(self) -> list[datetime]:
        """The hours at which something about seats changed, in order."""
        return sorted(self._moved)

    def hides(self, region: str | None) -> bool:
        """Whether a seat of this region may exist without being told here."""
        return not self.is_founded or (self.shown is not None and region not in self.shown)

    def acting(self, seat_id: int, at: datetime) -> Acting | None:
        """A seat as who acted from it at an hour, if he was in office; names are told by nobody."""
        seat = self.seats.get(seat_id)
        lent = seat.lent if seat else None
        held = self.seats.get(lent["holder_seat"]) if lent else None
        if seat is None or not seat.in_office(at) or (lent and (held is None or not held.in_office(at))):
            return None
        organ, until = seat.told["organ"], seat.told["until"]
        return Acting(
            id=seat_id,
            person_id=seat.told["person"],
            person_name=str(seat.told["person"]),
            region=seat.region,
            organ_id=organ,
            organ=Named(str(organ), str(organ), str(organ)),
            role=SeatRole(seat.told["role"]),
            until=date.fromisoformat(until) if until else None,
            holder=held.told["person"] if held else None,
            deputy=DeputyKind(lent["deputy"]) if lent else None,
            steps=frozenset(lent["steps"]) if lent else frozenset(),
        )
