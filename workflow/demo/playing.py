"""Plays written lives through the one door, act by act in the order of their hours; timers fire in between at
their instants.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from workflow import agreeing, ceremony, engine, jobs
from workflow.ceremony import Ceremony
from workflow.clock import day_of
from workflow.db import Database
from workflow.demo.acts import Act, Drawn, Life, Moment, Who
from workflow.demo.papers import keep
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.agreement import ROWS as AGREED
from workflow.process.row import Ask, AskType, Row
from workflow.process.standard import ROWS
from workflow.reads.seats import all_seats
from workflow.records.agreements import Agreement
from workflow.rules.avoiding import drawn
from workflow.settings import Settings
from workflow.vocabulary import SeatRole

METHOD = "demonstration"


class Beside(Protocol):
    """What happens at its hour and is no act on a standard."""

    @property
    def at(self) -> datetime: ...

    def take(self, play: "Play") -> None: ...


def _hour(act: Act | Beside) -> datetime:
    return act.at


class Play:
    """The stage: who sits where, and which standard each life became."""

    def __init__(self, database: Database, settings: Settings, at: datetime) -> None:
        self.database, self.settings = database, settings
        with database.read() as session:
            self.seats = {(s.person_name[0], s.region, s.role): s for s in all_seats(session, day_of(at))}
            self.agreements = dict(session.execute(sa.select(Agreement.code, Agreement.id)).all())
        self.standards: dict[str, int] = {}
        self.entries: dict[str, int] = {}  # by the name that the script gives them

    def seat(self, who: Who) -> Seat:
        return self.seats[who.surname, who.region, who.role]

    def play(self, lives: Iterable[Life], until: datetime, beside: Iterable["Beside"] = ()) -> None:
        """All acts up to an instant with what happens beside them, and every timer that came due before it."""
        acts: list[Act | Beside] = sorted([*(act for life in lives for act in life.acts), *beside], key=_hour)
        for act in acts:
            if act.at > until:
                break
            self.wake(act.at)
            if isinstance(act, Act):
                self.take(act)
            else:
                act.take(self)
        self.wake(until)

    def wake(self, until: datetime) -> None:
        """Each timer at its own instant, as a worker that never slept would have done."""
        while (due := self._next_due(until)) is not None:
            jobs.tick(self.database, due)

    def _next_due(self, until: datetime) -> datetime | None:
        with self.database.read() as session:
            return jobs.next_due(session, until)

    def take(self, act: Act) -> None:
        """One act, as its person would take it: papers first, then the answers, then the signature."""
        if act.step in AGREED:
            return self._of_group(act)
        row, seat = ROWS[act.step], self._seated(act)
        papers = self._papers(act, row, seat)
        if act.life.key not in self.standards:
            assert seat is not None
            given, agreement = {**act.answers, **papers}, self.agreements[act.life.agreement]
            made = engine.propose(self.database, agreement, seat, given, at=act.at)
            self.standards[act.life.key] = made.standard_id
            return
        standard_id = self.standards[act.life.key]
        answers = self._answers(act, standard_id) | papers
        signed = self._signed(row, standard_id, seat, answers, act.at) if row.signs and seat else None
        engine.take(self.database, act.step, standard_id, seat, answers, at=act.at, signed=signed)

    def _of_group(self, act: Act) -> None:
        """A step on the agreement, which the life of a standard needs."""
        answers, agreement = self._answers(act, self.standards[act.life.key]), self.agreements[act.life.agreement]
        agreeing.take(self.database, agreement, act.step, self._seated(act), answers, at=act.at)

    def _seated(self, act: Act) -> Seat | None:
        if not isinstance(act.who, Drawn):
            return self.seat(act.who) if act.who else None
        with self.database.read() as session:
            standing = Standing.load(session, self.standards[act.life.key])
            assert standing is not None
            person = drawn(Case(standing, None, act.at))[act.who.nth]
        return next(s for s in self.seats.values() if s.person_id == person and s.role is SeatRole.EXPERT)

    def _papers(self, act: Act, row: Row, seat: Seat | None) -> dict[str, str]:
        """A page for every file that the row asks here."""
        title = act.life.acts[0].answers["title_zh"]
        kinds = {ask.name: ask.paper for ask in self._asked(act, row, seat) if ask.type is AskType.FILE and ask.paper}
        if seat is None:
            return {}
        return {name: keep(self.database, self.settings, k, title, seat, at=act.at) for name, k in kinds.items()}

    def _asked(self, act: Act, row: Row, seat: Seat | None) -> tuple[Ask, ...]:
        """The fields of its form as the project stands."""
        if all(ask.where is None for ask in row.asks) or act.life.key not in self.standards:
            return row.asks
        with self.database.read() as session:
            standing = Standing.load(session, self.standards[act.life.key])
            assert standing is not None
            return row.asked(Case(standing, seat, act.at))

    def _answers(self, act: Act, standard_id: int) -> dict[str, Any]:
        """The answers, with what was left for later."""
        with self.database.read() as session:
            standing = Standing.load(session, standard_id)
            assert standing is not None
            moment = Moment(standing, self.seat)
            return {name: value(moment) if callable(value) else value for name, value in act.answers.items()}

    def _signed(self, row: Row, standard_id: int, seat: Seat, answers: dict[str, Any], at: datetime) -> Ceremony:
        with self.database.plain() as session:
            standing = Standing.load(session, standard_id)
            assert standing is not None
            case = engine.case_for(standing, row, seat, answers, at)
            return Ceremony(ceremony.draw_up(session, row, case).id, METHOD)
