"""How entries of the demonstration are written down and taken: each step at its hour, through the door of entries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import ceremony, entering
from workflow.ceremony import Ceremony
from workflow.clock import BEIJING
from workflow.demo.acts import BETWEEN, SEATS, Who, working_day
from workflow.demo.papers import keep
from workflow.demo.playing import METHOD, Play
from workflow.kinds import all_kinds
from workflow.picture.standing import Seat
from workflow.process.entries import ROWS
from workflow.records.entries import Entry
from workflow.vocabulary import PaperKind

MARK: Final = "(示)"  # every invented title ends with it


@dataclass(frozen=True)
class Kept:
    """One step on an entry, or (with a kind) the one by which it begins."""

    at: datetime
    group: str
    name: str
    who: Who
    step: str
    kind: str
    answers: dict[str, Any]

    def take(self, play: Play) -> None:
        """Papers and what is known only now first, then the step, signed where it must be."""
        seat = play.seat(self.who)
        told = {name: value(play, self) if callable(value) else value for name, value in self.answers.items()}
        if self.kind:
            given = (play.database, play.agreements[self.group], self.kind, self.step, seat, told)
            play.entries[self.name] = entering.begin(*given, at=self.at).entry_id
            return
        entry = play.entries[self.name]
        signed = self._signed(play, entry, seat, told) if ROWS[self.step].signs else None
        entering.take(play.database, entry, self.step, seat, told, at=self.at, signed=signed)

    def _signed(self, play: Play, entry: int, seat: Seat, told: dict[str, Any]) -> Ceremony:
        with play.database.plain() as session:
            case = entering.case_for(session, entry, self.step, seat, told, self.at)
            row = entering.row_of(self.step, all_kinds()[_kind_of(session, entry)])
            return Ceremony(ceremony.draw_up(session, row, case).id, METHOD)


def _kind_of(session: Session, entry: int) -> str:
    return str(session.scalar(sa.select(Entry.kind).where(Entry.id == entry)))


Later = Callable[[Play, Kept], Any]


@dataclass
class Book:
    """What one group keeps: its steps in writing. Days are working days before or after today."""

    group: str
    today: date
    kept: list[Kept] = field(default_factory=list)
    at: datetime = field(init=False)

    def on(self, day: int, hour: int = 10, minute: int = 20) -> None:
        self.at = datetime.combine(working_day(self.today, day), time(hour, minute), BEIJING)

    def ahead(self, days: int) -> str:
        """The calendar day so many days after the present step."""
        return (self.at.date() + timedelta(days=days)).isoformat()

    def begin(self, name: str, kind: str, surname: str, region: str, step: str = "enter_entry", /, **told: Any) -> None:
        """An entry of a kind begins; `name` is what later steps of this script call it."""
        whose = {} if all_kinds()[kind].is_whole else {"region": region}
        self._add(name, kind, surname, region, step, whose | told | {"title": f"{told['title']}{MARK}"})

    def take(self, name: str, surname: str, region: str, step: str, /, **told: Any) -> None:
        self._add(name, "", surname, region, step, told)

    def _add(self, name: str, kind: str, surname: str, region: str, step: str, told: dict[str, Any]) -> None:
        who = Who(surname, region, SEATS[surname])
        self.kept.append(Kept(self.at, self.group, name, who, step, kind, told))
        self.at += BETWEEN


# --- answers known later --------------------------------------------------------------------------------------------


def under(name: str) -> Later:
    """The entry that a script called so."""
    return lambda play, kept: play.entries[name]


def of(life: str) -> Later:
    """The standard that a life became."""
    return lambda play, kept: play.standards[life]


def paper(title: str) -> Later:
    """A page of evidence, handed in by the one who acts."""

    def handed_in(play: Play, kept: Kept) -> str:
        return keep(play.database, play.settings, PaperKind.EVIDENCE, title, play.seat(kept.who), at=kept.at)

    return handed_in
