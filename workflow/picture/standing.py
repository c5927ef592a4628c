"""The plain picture of one standard that relations and rules judge; each part is read when first asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflow import clock
from workflow.picture.parts import Parts
from workflow.records.consultations import Consultation
from workflow.records.numbers import Serial
from workflow.records.positions import Position
from workflow.records.texts import Version
from workflow.terms import Days
from workflow.vocabulary import (
    COUNTED,
    UNDECIDED,
    DeputyKind,
    Duty,
    Joint,
    Named,
    Number,
    Role,
    SeatRole,
    TextPurpose,
    Track,
)

__all__ = ["Case", "Seat", "Standing"]


@dataclass(frozen=True)
class Seat:
    """An appointment that a person sits on at the moment of an act."""

    id: int
    person_id: int
    person_name: str
    region: str | None
    organ_id: int
    organ: Named
    role: SeatRole
    until: date | None = None
    person_latin: str = ""
    holder: int | None = None  # the person acted for, where the seat is a deputy's; names tell both
    deputy: DeputyKind | None = None
    steps: frozenset[str] = frozenset()  # the acts it is limited to; none named: all of its role

    @property
    def person(self) -> Named:
        """Its holder by name, in letters where English is read."""
        return Named(str(self.person_id), self.person_name, self.person_latin or self.person_name)

    @property
    def persons(self) -> tuple[int, ...]:
        """Whose histories separation of duties looks at: a delegate cannot do what the holder may not do either."""
        shared = self.deputy is DeputyKind.DELEGATED and self.holder is not None
        return (self.person_id, self.holder) if shared and self.holder else (self.person_id,)

    def may(self, step: str) -> bool:
        """Whether the seat reaches this act at all."""
        return not self.steps or step in self.steps


class Standing(Parts):
    """One standard with everything that rules look at. Tests and the walk build it from plain parts."""

    noun = "standard"

    @property
    def subject_id(self) -> int:
        """What a statement is bound to, beside the noun."""
        return self.standard.id

    @property
    def state(self) -> Joint:
        return self.standard.state

    @property
    def where(self) -> Joint:
        """Where it stands, or stood when it was suspended."""
        stood_at = self.standard.stood_at if self.state is Joint.SUSPENDED else None
        return stood_at or self.state

    @property
    def counted(self) -> list[str]:
        """Codes of the regions that gates look at, in the group's order."""
        return [code for code, track in self.tracks.items() if track.state in COUNTED]

    @property
    def undecided(self) -> list[str]:
        return [code for code, track in self.tracks.items() if track.state in UNDECIDED]

    def in_states(self, states: Iterable[Track]) -> list[str]:
        wanted = frozenset(states)
        return [code for code, track in self.tracks.items() if track.state in wanted]

    @property
    def frozen(self) -> Version | None:
        """The newest frozen text, whatever it is for; that of an amendment is another text until it takes effect."""
        aside = (TextPurpose.DRAFT, TextPurpose.AMENDMENT)
        return next((v for v in self.versions if v.purpose not in aside), None)

    @property
    def draft(self) -> Version | None:
        """The newest text of all: what an editor goes on from."""
        return self.versions[0] if self.versions else None

    @property
    def consultation(self) -> Consultation | None:
        return self.consultations[0] if self.consultations else None

    @property
    def serial(self) -> Serial | None:
        """The number that the project holds now."""
        return next((s for s in self.serials if s.state in (Number.RESERVED, Number.USED)), None)

    def paused_days(self, start: datetime) -> int:
        """Days for which the project was suspended since then; terms that began before do not count them."""
        return clock.paused_days(self.standard.pauses or (), start)

    def due(self, start: datetime, days: Days, region: str = "") -> date:
        """The last day of a term of days that began then; working days are those of the region that owes."""
        first = clock.day_of(start)
        calendar = self.calendars[region or self.standard.lead_region] if days.is_working else clock.Calendar()
        last = clock.working_days_after(first, days, calendar) if days.is_working else clock.days_after(first, days)
        return clock.days_after(last, self.paused_days(start))

    def moved(self, day: date, start: datetime) -> date:
        """A day that was fixed after `start`, put off by the suspensions since."""
        return clock.days_after(day, self.paused_days(start))

    def named(self, code: str) -> Named:
        """A region by its names; a province that files for its cities is known too."""
        place = self.places.get(code) or self.above[code]
        return Named(code, place.name_zh, place.name_en)

    def parts_named(self, codes: Iterable[str]) -> list[Named]:
        """Parts of regions by their names."""
        return [self.territories.get(code) or Named(code, code, code) for code in codes]

    def organ(self, organ_id: int) -> Named:
        organ = self.organs[organ_id]
        return Named(str(organ_id), organ.name_zh, organ.name_en)

    def person(self, person_id: int) -> Named:
        """A person by name, in office or not."""
        known = next((p for _, p in self.roster if p.id == person_id), None) or self.former.get(person_id)
        return (
            Named(str(person_id), known.name, known.name_latin or known.name)
            if known
            else Named(str(person_id), "", "")
        )

    def signer(self, position: Position) -> Named:
        """Who took a position, with the name of the one acted for."""
        signed, holder = self.person(position.person_id), self.lenders.get(position.seat_id)
        return signed.standing_for(holder.called) if holder is not None else signed

    def implements(self, seat: Seat, duty: Any) -> bool:
        """Whether the seat's organ owes a duty: the one that is named, or any."""
        return any(d.organ_id == seat.organ_id and duty in (None, d.id) for d in self.duties if d.state is Duty.OPEN)

    def authority(self, region: str) -> int:
        """The organ id of a region's standardization authority."""
        return next(m.authority_id for m in self.members if m.region_code == region)


@dataclass(frozen=True)
class Case:
    """One act about to be judged: who, on what, with which answers, at which hour. No seat means the system or
    the public.
    """

    standing: Standing
    seat: Seat | None
    at: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    role: Role | None = None

    @property
    def today(self) -> date:
        return clock.day_of(self.at)

    @property
    def region(self) -> str:
        """The region that the actor speaks for: his own, the city that a province's seat names; else empty."""
        if self.seat is not None and self.seat.role is SeatRole.PROVINCE:
            return str(self.answers.get("region", ""))
        return (self.seat.region or "") if self.seat else ""

    @property
    def regions(self) -> list[str]:
        """The regions that the actor may speak for: one, but for a province that has not named its city yet."""
        if self.region or self.seat is None or self.seat.role is not SeatRole.PROVINCE:
            return [self.region]
        return [code for code, place in self.standing.places.items() if place.parent_code == self.seat.region]

    def among(self, codes: Sequence[str]) -> list[Named]:
        return [self.standing.named(code) for code in codes]
