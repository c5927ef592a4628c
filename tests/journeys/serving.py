"""A server alone that can be killed without warning and started again on the same door and database."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests import builders
from tests.builders import Road
from tests.cast import founded, with_accounts
from tests.journeys.person import Person
from tests.journeys.town import ROOT, Town, answer, free_port
from workflow.vocabulary import Joint, SeatRole


class Served:
    """A group that has written a text, behind a server; `town` is what persons need."""

    def __init__(self, database_url: str, home: Path, text: str) -> None:
        world = founded(database_url)
        with_accounts(world)
        self.road: Road = builders.standing(world, Joint.DRAFTING)
        builders.grouped(self.road)
        self.road.take("save_draft", builders.editor(self.road), text=text)
        clock = home / "clock"
        clock.write_text(str((self.road.at - datetime.now(UTC)).total_seconds()), encoding="ascii")
        self.port, self.log = free_port(), (home / "served.log").open("wb")
        self.town = Town(f"http://127.0.0.1:{self.port}", world, clock)
        self.environment = {
            **os.environ,
            "TONGBIAO_DATABASE_URL": database_url,
            "TONGBIAO_VAR": str(home / "var"),
            "TONGBIAO_BASE_URL": self.town.url,
            "TONGBIAO_CLOCK": str(clock),
            "PYTHONPATH": str(ROOT),
        }
        self.start()

    def start(self) -> None:
        bind = f"127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "gunicorn", "--threads", "4", "--reuse-port", "--bind", bind, "wsgi:app"]
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=self.log, stderr=self.log, start_new_session=True
        )
        answer(self.town.url)

    def kill(self) -> None:
        """Kill -9, of the server and its workers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def end(self) -> None:
        if self.process.poll() is None:
            self.kill()
        self.log.close()
        self.town.world.database.dispose()

    def drafter(self, browser: object, region: str) -> Person:
        """A drafter of a region, at the desk."""
        person = Person(browser, self.town, self.town.world.seat(region, SeatRole.DRAFTER))  # type: ignore[arg-type]
        person.go(f"/standards/{self.road.id}/desk")
        return person
