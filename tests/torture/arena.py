"""Databases to be tortured: copies of one in which standards stand in every state."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGQUIT
from typing import Any

from tests import builders, postgres
from tests.cast import founded
from workflow.db import migrate
from workflow.vocabulary import Joint

DURABLE = ("max_connections=60", "listen_addresses=")
STATES = (Joint.PROPOSED, Joint.DRAFTING, Joint.ANSWERING, Joint.APPROVING, Joint.SEALED, Joint.SEALED, Joint.IN_FORCE)


def prepared(url: str) -> None:
    """Lay the cast into a fresh database, and standards that have come some way."""
    migrate(url)
    world = founded(url)
    for state in STATES:
        builders.standing(world, state)
    world.database.dispose()


class Absent(Exception):
    """A program that a kind of torture needs is missing here: that kind fails, the others go on."""


@dataclass
class Shelf:
    """SQLite databases under one folder."""

    folder: Path
    copies: int = 0
    is_made: bool = False
    done: int = 0  # of the kind under way, by its own measure

    def copy(self) -> str:
        """The address of a fresh copy."""
        template = self.template()
        self.clear()
        self.copies += 1
        path = self.folder / f"copy{self.copies}.db"
        shutil.copyfile(template, path)
        return f"sqlite:///{path}"

    def template(self) -> Path:
        """What is copied; made anew in each run, by the process table of the day."""
        path = self.folder / "template.db"
        if not self.is_made:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            prepared(f"sqlite:///{path}")
            self.is_made = True
        return path

    def bare(self) -> str:
        """The address of a fresh database with nothing in it but its tables."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clear()
        self.copies += 1
        url = f"sqlite:///{self.folder / f'copy{self.copies}.db'}"
        migrate(url)
        return url

    def clear(self) -> None:
        """Remove the copies that were."""
        for path in self.folder.glob("copy*"):
            path.unlink()


@dataclass
class Cluster:
    """A durable PostgreSQL server that can be stopped without warning and started again."""

    server: postgres.Server
    programs: Path
    home: Path
    account: dict[str, Any]
    process: subprocess.Popen[bytes]
    template: str = ""
    done: int = 0
    used: list[str] = field(default_factory=list)

    def copy(self) -> str:
        """The address of a fresh copy."""
        if not self.template:
            self.template = self.server.create()
            prepared(self.server.url(self.template))
        while self.used:
            self.server.drop(self.used.pop())
        self.used.append(self.server.create(self.template))
        self.server.run("CHECKPOINT")  # a copied sequence is not in the log before: a crash would set it back
        return self.server.url(self.used[-1])

    def bare(self) -> str:
        """The address of a fresh database with nothing in it but its tables."""
        self.used.append(self.server.create())
        migrate(self.server.url(self.used[-1]))
        return self.server.url(self.used[-1])

    def restart(self) -> None:
        """Stop at once, as `pg_ctl stop -m immediate` does, and recover."""
        self.process.send_signal(SIGQUIT)
        self.process.wait(30)
        time.sleep(0.2)
        self.process = postgres.served(self.programs, self.home, self.account, DURABLE)
        postgres.wait_for(self.server, self.process)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Such a server for the length of the block."""
    with postgres.place() as (home, account):
        programs = postgres.find(home, account)
        postgres.made(programs, home, account)
        process = postgres.served(programs, home, account, DURABLE)
        one = Cluster(postgres.Server(home), programs, home, account, process)
        try:
            postgres.wait_for(one.server, process)
            yield one
        finally:
            one.process.terminate()
            one.process.send_signal(SIGQUIT)
            one.process.wait(30)
