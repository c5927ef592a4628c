"""How a life of the demonstration is written down: who does what on which day, and answers known only when
their turn comes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from workflow.clock import BEIJING
from workflow.picture.standing import Seat, Standing
from workflow.vocabulary import SeatRole

WEEKEND: Final = frozenset({5, 6})
BETWEEN: Final = timedelta(minutes=4)  # two acts of one hand


@dataclass(frozen=True)
class Who:
    """A seat of the demonstration: surname, region, role."""

    surname: str
    region: str
    role: SeatRole


@dataclass(frozen=True)
class Drawn:
    """The n-th of the experts whom the draw for this life gave."""

    nth: int


@dataclass(frozen=True)
class Moment:
    """What an answer may look at when its turn comes."""

    standing: Standing
    seat: Callable[[Who], Seat]


Later = Callable[[Moment], Any]


@dataclass(frozen=True)
class Act:
    """One step of one life; without a person it is the public's."""

    at: datetime
    life: "Life"
    who: Who | Drawn | None
    step: str
    answers: Mapping[str, Any]


@dataclass
class Life:
    """One standard: its regions, the lead first, and its acts. Days are working days before or after today."""

    key: str
    agreement: str
    regions: tuple[str, ...]
    branch: str
    today: date
    start: int
    acts: list[Act] = field(default_factory=list)
    at: datetime = field(init=False)

    @property
    def lead(self) -> str:
        return self.regions[0]

    def on(self, day: int, hour: int = 9, minute: int = 30) -> None:
        """Go to a working day, counted from the start of this life."""
        self.at = datetime.combine(self.day(day), time(hour, minute), BEIJING)

    def day(self, day: int) -> date:
        return working_day(self.today, self.start + day)

    def ahead(self, days: int) -> str:
        """The calendar day so many days after the present act."""
        return (self.at.date() + timedelta(days=days)).isoformat()

    def act(self, who: Who | Drawn | None, step: str, /, **answers: Any) -> None:
        self.acts.append(Act(self.at, self, who, step, answers))
        self.at += BETWEEN

    def by(self, surname: str, region: str, step: str, /, **answers: Any) -> None:
        """A step by the one person of this surname in the region, from the seat that the step is usual for."""
        self.act(Who(surname, region, USUAL.get(step, SEATS[surname])), step, **answers)


# The seat from which each surname acts, and the steps for which a handler changes seats.
SEATS: Final = {
    "赵": SeatRole.APPROVER,
    "钱": SeatRole.HANDLER,
    "孙": SeatRole.COSIGNER,
    "李": SeatRole.COSIGNER,
    "周": SeatRole.DRAFTER,
    "吴": SeatRole.DRAFTER,
    "郑": SeatRole.EXPERT,
    "王": SeatRole.EXPERT,
    "冯": SeatRole.EXPERT,
    "陈": SeatRole.EXPERT,
    "卫": SeatRole.IMPLEMENTER,
    "蒋": SeatRole.IMPLEMENTER,
    "褚": SeatRole.SECRETARY,
    "许": SeatRole.PROVINCE,
}
USUAL: Final = {
    "apply": SeatRole.APPLICANT,
    "reserve_number": SeatRole.KEEPER,
    "confirm_number": SeatRole.KEEPER,
    "schedule_release": SeatRole.OFFICER,
    "confirm_release": SeatRole.OFFICER,
    "call_off_release": SeatRole.OFFICER,
}


def working_day(today: date, days: int) -> date:
    """So many working days after today (before it when negative); a weekend counts as the Friday before it."""
    while today.weekday() in WEEKEND:
        today -= timedelta(days=1)
    weeks, rest = divmod(days + today.weekday(), 5)
    return today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks + rest)


# --- answers known later --------------------------------------------------------------------------------------------


def person(surname: str, region: str) -> Later:
    return lambda moment: moment.seat(Who(surname, region, SEATS[surname])).person_id


def people(*named: tuple[str, str]) -> Later:
    return lambda moment: [person(*each)(moment) for each in named]


def organ(surname: str, region: str) -> Later:
    """The organ in which somebody sits."""
    return lambda moment: str(moment.seat(Who(surname, region, SEATS[surname])).organ_id)


def organ_name(surname: str, region: str) -> Later:
    return lambda moment: moment.seat(Who(surname, region, SEATS[surname])).organ.zh


def motion(kind: str) -> Later:
    """The motion of this kind that was tabled last."""
    return lambda moment: next(m.id for m in reversed(moment.standing.motions) if m.kind.value == kind)


def clause(number: str) -> Later:
    """The id of the clause that bears this number in the newest text."""

    def found(moment: Moment) -> str:
        version = moment.standing.draft
        digest = version.digest if version else {}
        return next(key for key, entry in digest.items() if entry[2].split()[0] == number)

    return found


def finding(rule: str, number: str) -> Later:
    """What the checker finds by one check in the clause of this number, or of this title."""
    return lambda moment: f"{rule}@{clause(number)(moment)}"


def clauses(*numbers: str) -> Later:
    return lambda moment: [clause(number)(moment) for number in numbers]


def addressee(nth: int) -> Later:
    return lambda moment: moment.standing.addressees[nth].id


def comment(nth: int) -> Later:
    return lambda moment: moment.standing.comments[nth].id


def demands(moment: Moment) -> list[int]:
    """Every change that the review demanded and no text has made yet."""
    return [demand.id for demand in moment.standing.demands if demand.met_in is None]


def duty(region: str, kind: str, title: str = "") -> Later:
    """The open or reported duty of a region."""

    def found(moment: Moment) -> int:
        named = (d for d in moment.standing.duties if (d.region_code, d.kind.value, d.title) == (region, kind, title))
        return next(d.id for d in named)

    return found
