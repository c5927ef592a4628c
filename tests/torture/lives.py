"""The process that is tortured: it plays lives on a database and acknowledges every act on a pipe, until it is killed.

A fault of the database is told, and the same act is sent again under its key: it counts once.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from select import select

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.cast import MORNING, World
from tests.torture.player import REFUSED, Deed, Player
from workflow import jobs
from workflow.act import Outcome
from workflow.db import Database
from workflow.reads.seats import all_seats
from workflow.records.agreements import Agreement
from workflow.records.events import Event

LIVES = 6  # standards that live at once, at least
PATIENCE = 400  # how often an act is sent again before it is given up
Say = Callable[[str], None]


def world_of(database: Database) -> World:
    """The cast that was laid into a database."""
    with database.read() as session:
        agreements = {a.code: a.id for a in session.scalars(sa.select(Agreement))}
        return World(database, agreements, all_seats(session, MORNING.date()))


def player_of(world: World, dice: Random) -> Player:
    """Somebody who goes on where the record stops."""
    with world.database.read() as session:
        last: datetime | None = session.scalar(sa.select(sa.func.max(Event.at)))
    player = Player(world, dice, max(last or MORNING, MORNING))
    player.known()
    return player


def live(url: str, say: Say, seed: int) -> None:
    """Act without end."""
    player = player_of(world_of(Database(url)), Random(seed))
    say("begun")
    while True:
        one(player, say)


def one(player: Player, say: Say, patience: int = PATIENCE) -> None:
    """One act, or some time that passes."""
    if len(player.standards) >= LIVES and player.dice.random() < 0.06:
        return _passing(player, say)
    try:
        deed = player.next() if len(player.standards) >= LIVES else player.proposal()
    except DBAPIError:
        return say("told")
    if deed is not None:
        outcome = insisted(player, deed, say, patience)
        if outcome is not None:
            say(f"act {deed.key} {outcome.log} {outcome.index} {outcome.leaf_hash}")
            if deed.step == "propose":
                player.standards.append(outcome.standard_id)


def insisted(player: Player, deed: Deed, say: Say, patience: int) -> Outcome | None:
    """Send an act until it is answered, with an outcome or a refusal."""
    for _ in range(patience):
        try:
            deed = deed if deed.signed else player.signing(deed)
            return player.send(deed)
        except REFUSED:
            return None
        except (DBAPIError, OSError) as fault:
            say(f"told {type(fault).__name__}")
            time.sleep(0.01)
    if patience == PATIENCE:
        say(f"stuck {deed.step}")
    return None


def _passing(player: Player, say: Say) -> None:
    try:
        player.wait()
        done = jobs.tick(player.world.database, player.at)
        player.known()
        say(f"tick {done.fired} {done.failed}")
    except (DBAPIError, OSError):
        say("told")


@dataclass
class Child:
    """A process forked off this one, and the lines it said."""

    pid: int
    pipe: int
    lines: list[str] = field(default_factory=list)
    rest: bytes = b""

    def hear(self, seconds: float, until: Callable[[list[str]], bool] = lambda lines: False) -> bool:
        """Listen so long, or until enough was heard; False when the process is gone."""
        end = time.monotonic() + seconds
        while not until(self.lines) and (left := end - time.monotonic()) > 0:
            if not select([self.pipe], [], [], left)[0]:
                continue
            part = os.read(self.pipe, 65536)
            if not part:
                return False
            *whole, self.rest = (self.rest + part).split(b"\n")
            self.lines += [line.decode() for line in whole]
        return True

    def kill(self) -> None:
        """Kill -9, and hear what it still said."""
        os.kill(self.pid, signal.SIGKILL)
        self.hear(20)
        os.waitpid(self.pid, 0)
        os.close(self.pipe)

    def count(self, word: str) -> int:
        return sum(line.startswith(word) for line in self.lines)


@contextmanager
def forked(work: Callable[[Say], None]) -> Iterator[Child]:
    """A child at work for the length of the block, killed at its end; it starts in a moment, for all is loaded."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what goes wrong here is told on the pipe
        try:
            work(lambda line: _say(writing, line))
        except BaseException as fault:
            _say(writing, f"died {type(fault).__name__} {fault}"[:2000].replace("\n", " "))
        finally:
            os._exit(1)
    os.close(writing)
    child = Child(pid, reading)
    try:
        yield child
    finally:
        child.kill()


def _say(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())
