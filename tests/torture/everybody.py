"""A machine of Hypothesis over persons, seats, acts, time and workers: whatever happens, the invariants hold."""

import shutil
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import ClassVar

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests import again
from tests.torture.laws import faults
from tests.torture.lives import player_of, world_of
from tests.torture.player import REFUSED, Deed
from workflow import clock, engines, jobs
from workflow.act import Outcome
from workflow.db import Database
from workflow.exports.verification import verify
from workflow.picture.standing import Standing
from workflow.process.standard import ROWS
from workflow.reads.seats import all_seats
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.requests import KeyReused
from workflow.seats import delegating
from workflow.seats.deputies import Wish

DICE = st.integers(min_value=0, max_value=2**32 - 1)
PATIENCE = 6  # standards asked for somebody who can do something


class Lives(RuleBasedStateMachine):
    """Standards in every state, and everybody who may do something on them."""

    template: ClassVar[Path]
    steps: ClassVar[int] = 0
    acts: ClassVar[int] = 0

    @initialize(dice=DICE)
    def begin(self, dice: int) -> None:
        self.folder = Path(mkdtemp(prefix="machine", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        self.file = self.folder / "copy.db"
        shutil.copyfile(self.template, self.file)
        self.database = Database(f"sqlite:///{self.file}")
        engines.hurry(self.database.engine)  # what survives a crash is another torture's business
        self.player = player_of(world_of(self.database), Random(dice))
        self.touched: set[int] = set(self.player.standards)
        self.last: tuple[Deed, Outcome] | None = None

    @rule(dice=DICE)
    def act(self, dice: int) -> None:
        """Whose turn it is acts, or somebody does what stands open to him."""
        self.player.dice.seed(dice)
        few = len(self.player.standards) < 4
        tries = (self.player.proposal() if few else self.player.next() for _ in range(PATIENCE))
        deed = next((deed for deed in tries if deed is not None), None)
        if deed is not None:
            self.sent(deed)

    @rule(dice=DICE)
    def act_on(self, dice: int) -> None:
        """The same: most of life is work."""
        self.act(dice)

    @rule(dice=DICE)
    def meddle(self, dice: int) -> None:
        """Anybody tries anything."""
        self.player.dice.seed(dice)
        deed = self.player.meddling()
        if deed is not None:
            self.sent(deed)

    @precondition(lambda self: self.last is not None)
    @rule()
    def repeat(self) -> None:
        """The last act is sent again, and again under its key with other words."""
        Lives.steps += 1
        assert self.last is not None
        deed, outcome = self.last
        before = self.print()
        assert self.player.send(deed) == outcome, "another answer to the same request"
        try:
            self.player.send(replace(deed, answers={**deed.answers, "reason": "其他"}))
            raise AssertionError("another body under the same key was taken")
        except KeyReused:
            pass
        assert self.print() == before, "a repeated request left something"

    @rule(dice=DICE)
    def wait(self, dice: int) -> None:
        """Time passes to the next timer, and two workers look at the clock."""
        Lives.steps += 1
        self.player.dice.seed(dice)
        self.touched |= set(self.player.wait())
        assert jobs.tick(self.database, self.player.at).failed == 0, "a standard cannot be woken"
        before = self.events()
        again = jobs.tick(self.database, self.player.at)
        assert (again.fired, again.delivered) == (0, 0), "a second worker fired or told again"
        assert self.events() == before, "a second worker acted again"
        self.player.known()
        with self.database.read() as session:
            self.player.world.seats = all_seats(session, clock.day_of(self.player.at))

    @rule(dice=DICE)
    def lend(self, dice: int) -> None:
        """Somebody lets a colleague do one act of his for a while."""
        Lives.steps += 1
        self.player.dice.seed(dice)
        seat = self.player.dice.choice(self.player.world.seats)
        mates = [s.person_id for s in self.player.world.seats if s.organ_id == seat.organ_id]
        today = clock.day_of(self.player.at)
        step = self.player.dice.choice(list(ROWS))
        mate, until = self.player.dice.choice(mates), today + timedelta(days=20)
        wish = Wish(person_id=mate, since=today, until=until, steps=(step,))
        try:
            delegating.delegate(self.database, seat, wish, at=self.player.at)
        except REFUSED:
            return
        with self.database.read() as session:
            self.player.world.seats = all_seats(session, today)

    def sent(self, deed: Deed) -> None:
        """Send an act: done with one event of its own, or refused without a trace."""
        Lives.steps += 1
        try:
            deed = self.player.signing(deed)
        except REFUSED:
            return
        before, events = self.print(), self.events()
        try:
            outcome = self.player.send(deed)
        except REFUSED:
            assert self.print() == before, f"a refused {deed.step} left something"
            return
        assert self.events() > events, "an act without an event"
        Lives.acts += 1
        self.last = deed, outcome
        self.touched.add(outcome.standard_id)
        if deed.step == "propose":
            self.player.standards.append(outcome.standard_id)

    @invariant()
    def lawful(self) -> None:
        """Of whatever was touched, everything that process.md demands."""
        with self.database.read() as session:
            for number in self.touched:
                standing = Standing.load(session, number)
                assert standing is not None
                found = list(faults(self.player.world, standing, self.player.at))
                assert not found, found
        self.touched = set()

    def print(self) -> str:
        """All bytes of the database."""
        return sha256(self.file.read_bytes()).hexdigest()

    def events(self) -> int:
        with self.database.read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0

    def teardown(self) -> None:
        """The whole record verifies, and no standard's events have a gap."""
        if not hasattr(self, "database"):
            return
        try:
            found = verify(self.database, None).findings
            assert found == [], [str(each)[:300] for each in found[:3]]
            unlawful = again.faults(self.database)
            assert unlawful == [], unlawful[:3]
            with self.database.read() as session:
                count = sa.func.count(), sa.func.max(Event.sequence)
                rows = session.execute(
                    sa.select(Standard.version, *count)
                    .join(Event, (Event.object_id == Standard.id) & (Event.noun == "standard"))
                    .group_by(Standard.id, Standard.version)
                ).all()
            assert [row for row in rows if len(set(row)) > 1] == [], "events have gaps"
        finally:
            self.database.dispose()
            shutil.rmtree(self.folder)
