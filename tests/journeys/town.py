"""A running installation for journeys: server, worker and a clock that the journey may move, on a database of
the cast.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cast import MORNING, World, founded, with_accounts

ROOT = Path(__file__).parents[2]
WORKER_LOOKS_EVERY = 2.0


@dataclass
class Town:
    """Where the pages are, who lives there, and how to move time."""

    url: str
    world: World
    clock: Path

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.clock.read_text(encoding="ascii")))

    def day(self, days: int) -> str:
        """An ISO day of Beijing, so many days from today."""
        return (self.now + timedelta(hours=8, days=days)).date().isoformat()

    def set(self, hour: datetime) -> None:
        """Move the clock on to an hour; it never goes back."""
        if hour > self.now:
            self.wait(seconds=(hour - self.now).total_seconds())

    def wait(self, **more: float) -> None:
        """Let time pass, and the worker see it."""
        offset = float(self.clock.read_text(encoding="ascii")) + timedelta(**more).total_seconds()
        self.clock.write_text(str(offset), encoding="ascii")


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def town(database_url: str, home: Path, settle: Callable[[World], World]) -> Iterator[Town]:
    """Start everything on `database_url`, beginning in the cast's own year; end it with the block."""
    world = settle(founded(database_url))
    with_accounts(world)
    clock = home / "clock"
    clock.write_text(str((MORNING - datetime.now(UTC)).total_seconds()), encoding="ascii")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "TONGBIAO_DATABASE_URL": database_url,
        "TONGBIAO_VAR": str(home / "var"),
        "TONGBIAO_BASE_URL": url,
        "TONGBIAO_CLOCK": str(clock),
        "PYTHONPATH": str(ROOT),
        "PORT": str(port),
    }
    log = (home / "town.log").open("wb")
    commands = (
        [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", f"127.0.0.1:{port}", "wsgi:app"],
        [sys.executable, "-m", "workflow.cli", "work"],
    )
    running = [subprocess.Popen(c, env=environment, cwd=ROOT, stdout=log, stderr=log) for c in commands]
    try:
        answer(url)
        yield Town(url, world, clock)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=20)
        log.close()
        world.database.dispose()


def answer(url: str) -> None:
    """Wait until the server speaks."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
