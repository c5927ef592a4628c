"""Where the measured lives take place: a founded installation on either database, in the mode it is served in."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres
from tests.cast import World, founded
from workflow.db import migrate

DURABLE = ("max_connections=100", "listen_addresses=", "fsync=on", "synchronous_commit=on", "shared_buffers=128MB")


@contextmanager
def arena(kind: str) -> Iterator[World]:
    """A world on `sqlite` or `postgres`, gone at the end."""
    with place(kind) as url:
        migrate(url)
        world = founded(url)
        yield world
        world.database.dispose()


@contextmanager
def place(kind: str) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="tbbench") as folder:
            yield f"sqlite:///{Path(folder) / 'bench.db'}"
        return
    with postgres.running(DURABLE) as server:
        yield server.url(server.create())
