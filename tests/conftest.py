"""What every test may ask for: a migrated database on either engine, and a browser. Cast and acts are elsewhere."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser
from sqlalchemy.engine import Engine

from tests import browser as chromium
from tests import postgres
from workflow import engines
from workflow.db import migrate

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")


def missing(reason: Exception) -> NoReturn:
    """A part that cannot run here: skipped on a desk, a failure where the project is judged."""
    if IN_CI:
        pytest.fail(str(reason))
    pytest.skip(str(reason))


@pytest.fixture(autouse=True)
def _in_a_hurry(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test writes need not outlive a failure of power: SQLite waits for no disk here, as PostgreSQL does not.
    Programs that tests start, and kill, do, and so do tests marked `durable`.
    """
    if request.node.get_closest_marker("durable") is None:
        monkeypatch.setattr("workflow.db.sqlite", _hurried)


def _hurried(url: sa.URL) -> Engine:
    engine = engines.sqlite(url)
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return engine


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that tests copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh, migrated SQLite database."""
    path = tmp_path / "tongbiao.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One PostgreSQL server for this test process."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.running())
        except postgres.NoPostgres as absent:
            missing(absent)
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> str:
    """The name of a migrated PostgreSQL database that tests copy."""
    name = postgres_server.create()
    migrate(postgres_server.url(name))
    return name


@pytest.fixture
def postgres_url(postgres_server: postgres.Server, postgres_template: str) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database."""
    name = postgres_server.create(postgres_template)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for this test process; each test opens a context of its own."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(chromium.running())
        except chromium.NoBrowser as absent:
            missing(absent)
        yield running
