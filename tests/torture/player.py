"""Plays real lives by chance through the one door: whose turn it is acts, and now and then somebody does another
thing that stands open to him."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from tests.cast import World
from tests.torture.likely import answers
from workflow import ceremony, engine
from workflow.act import Outcome
from workflow.ceremony import Ceremony, NotSigned
from workflow.db import Outdated
from workflow.engine import Offer
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused, unmet
from workflow.process.row import Row
from workflow.process.standard import ROWS
from workflow.records.notices import Timer
from workflow.records.standards import Standard, Turn
from workflow.vocabulary import Joint
from workflow.who import holds, role_of

REFUSED = (Refused, WrongAnswers, NotThere, Outdated, NotSigned)
ASIDE = 0.12  # how often somebody does what nobody waits for
# What ends or stops a life, or is talk beside it: seldom, or no life would be lived.
SELDOM = frozenset({
    "withdraw_proposal", "decline", "withdraw_from_project", "call_off_release", "object_release", "convert",
    "recall_consultation", "return_to_drafting", "recall_review", "repeal_here", "separate_here", "ask_void_number",
    "void_number", "fail_review", "fail_review_again", "table_motion", "redo_vote", "return_application",
    "drop_amendment", "drop_accession", "call_off_amendment", "object_amendment", "reopen_review", "claim_work",
    "hand_on_work", "correct", "urge", "comment", "enter_comment", "replace_member", "extend_window",
    "amend_proposal",
})  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """An act about to be taken: everything that sending it again needs."""

    step: str
    standard: int
    seat: Seat
    answers: dict[str, Any]
    key: str
    at: datetime
    signed: Ceremony | None = None


@dataclass
class Player:
    """Somebody who plays everybody, on standards of his own, at an hour that moves on."""

    world: World
    dice: Random
    at: datetime
    standards: list[int] = field(default_factory=list)
    count: int = 0

    def known(self) -> None:
        """Take up all standards that still live."""
        ended = [state for state in Joint if state.is_end]
        with self.world.database.read() as session:
            query = sa.select(Standard.id).where(Standard.state.not_in(ended)).order_by(Standard.id)
            self.standards = list(session.scalars(query))

    # --- choosing ---

    def next(self) -> Deed | None:
        """What might be done next on some standard; None when nobody can do anything there."""
        self.at += timedelta(minutes=1)
        with self.world.database.read() as session:
            standing = Standing.load(session, self.dice.choice(self.standards))
            assert standing is not None
            chosen = self._by_turn(standing) if self.dice.random() >= ASIDE else self._by_offer(standing)
            if chosen is None:
                return None
            row, seat = chosen
            bare = Case(standing, seat, self.at)
            given = answers(row, Case(standing, seat, self.at, role=role_of(row.who, bare)), self.dice)
        return self._deed(row.name, standing.standard.id, seat, given)

    def meddling(self) -> Deed | None:
        """Any step that a person may take, by anybody, likely answered or not."""
        row = self.dice.choice([row for row in ROWS.values() if not row.is_system and row.source])
        with self.world.database.read() as session:
            standing = Standing.load(session, self.dice.choice(self.standards))
            assert standing is not None
            seat = self.dice.choice(self.world.seats)
            try:
                given = answers(row, Case(standing, seat, self.at), self.dice)
            except (KeyError, StopIteration, AttributeError, IndexError):  # nothing to choose from: not of this group
                given = {}
        return self._deed(row.name, standing.standard.id, seat, given)

    def proposal(self) -> Deed:
        """The beginning of another life."""
        agreement = self.dice.choice(list(REGIONS))
        seats = [s for s in self.world.seats if s.role == "handler" and s.region in REGIONS[agreement]]
        seat = self.dice.choice(seats)
        asked = [ask for ask in ROWS["propose"].asks if ask.required and ask.choices is None]
        unborn = Case(Standing.of(), seat, self.at)  # of a standard that is not there yet nothing can be chosen
        given = answers(replace(ROWS["propose"], asks=tuple(asked)), unborn, self.dice) | {"nature": "recommended"}
        return self._deed("propose", self.world.agreements[agreement], seat, given)

    def _deed(self, step: str, standard: int, seat: Seat, given: dict[str, Any]) -> Deed:
        self.count += 1
        return Deed(step, standard, seat, given, f"{self.dice.getrandbits(96):x}-{self.count}", self.at)

    def _by_turn(self, standing: Standing) -> tuple[Row, Seat] | None:
        turns = [turn for turn in standing.turns if turn.step]
        for turn in self.dice.sample(turns, len(turns)):
            seats = seats_of(self.world, standing, turn, self.at)
            row, seat = ROWS[turn.step], self.dice.choice(seats) if seats else None
            if seat is not None and self._is_lit(row, Case(standing, seat, self.at)):
                return row, seat
        return self._by_offer(standing) if self.dice.random() < ASIDE else None

    def _is_lit(self, row: Row, case: Case) -> bool:
        """Whether the button is not greyed; greyed ones are pressed now and then."""
        role = role_of(row.who, case)
        return self.dice.random() < 0.05 or not unmet(row, replace(case, role=role), before_answers=True)

    def _by_offer(self, standing: Standing) -> tuple[Row, Seat] | None:
        seat = self.dice.choice([s for s in self.world.seats if s.region in standing.tracks])
        open_ones = [o.row for o in engine.offers(standing, seat, self.at) if o.is_open]
        wanted = [row for row in open_ones if row.name not in SELDOM or self.dice.random() < 0.05]
        return (self.dice.choice(wanted), seat) if wanted else None

    # --- doing ---

    def send(self, deed: Deed) -> Outcome:
        """Take the act, with the key it is known by; raises what the door raises."""
        if deed.step == "propose":
            return engine.propose(self.world.database, deed.standard, deed.seat, deed.answers, at=deed.at, key=deed.key)
        known = deed.step, deed.standard, deed.seat, deed.answers
        return engine.take(self.world.database, *known, at=deed.at, key=deed.key, signed=deed.signed)

    def signing(self, deed: Deed) -> Deed:
        """The same act with the statement that it asks for; a refused act has none."""
        if not ROWS[deed.step].signs:
            return deed
        with self.world.database.plain() as session:
            standing = Standing.load(session, deed.standard)
            if standing is None:
                raise NotThere
            case = engine.case_for(standing, ROWS[deed.step], deed.seat, deed.answers, deed.at)
            drawn = ceremony.draw_up(session, ROWS[deed.step], case).id
        return Deed(**vars(deed) | {"signed": Ceremony(drawn, "demonstration")})

    def wait(self) -> list[int]:
        """Let time pass to the next timer; gives the standards whose hour has come."""
        with self.world.database.read() as session:
            unfired = sa.and_(Timer.fired_at.is_(None), Timer.due_at <= self.at + timedelta(days=120))
            soonest = session.scalar(sa.select(sa.func.min(Timer.due_at)).where(unfired))
            self.at = max(self.at + timedelta(hours=self.dice.randrange(1, 60)), soonest or self.at)
            due = sa.select(Timer.standard_id).where(Timer.fired_at.is_(None), Timer.due_at <= self.at)
            return list(session.scalars(due.distinct()))


def seats_of(world: World, standing: Standing, turn: Turn, at: datetime) -> list[Seat]:
    """Who may take this turn."""
    fits = [s for s in world.seats if turn.region_code in (None, s.region) or turn.organ_id == s.organ_id]
    fits = [s for s in fits if turn.organ_id in (None, s.organ_id) and turn.person_id in (None, s.person_id)]
    return [s for s in fits if holds(turn.role, Case(standing, s, at))]


def offered(standing: Standing, seat: Seat, step: str, at: datetime) -> Offer | None:
    """The button of a step, drawn or greyed, that this seat sees."""
    return next((offer for offer in engine.offers(standing, seat, at) if offer.row.name == step), None)


REGIONS = {"JJJ": ("110000", "120000", "130000"), "CY": ("500000", "510000")}
