"""An installation to be kept safe: the demonstration as it stands today, on either database."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests import postgres
from tests.stage import copied
from workflow.db import Database
from workflow.exports.events import Format, Selection, export_events
from workflow.exports.findings import Report
from workflow.exports.verification import verify
from workflow.keeping import copying
from workflow.log.signer import Signer
from workflow.settings import Settings


def installation(request: pytest.FixtureRequest, folder: Path) -> Settings:
    """The demonstration in a folder; for a test of PostgreSQL its rows are copied there."""
    made = copied(folder)
    if request.param == "sqlite":
        return made
    server: postgres.Server = request.getfixturevalue("postgres_server")
    url = fresh(request, server.create(template(server, made)))
    return replace(made, database_url=url, pg_bin=programs())


def fresh(request: pytest.FixtureRequest, name: str) -> str:
    """The address of a database of PostgreSQL that goes when the test ends."""
    server: postgres.Server = request.getfixturevalue("postgres_server")
    request.addfinalizer(lambda: server.drop(name))
    return server.url(name)


def empty_postgres(request: pytest.FixtureRequest) -> str:
    """A database without any table."""
    server: postgres.Server = request.getfixturevalue("postgres_server")
    return fresh(request, server.create())


TEMPLATES: dict[Path, str] = {}


def template(server: postgres.Server, made: Settings) -> str:
    """The demonstration in PostgreSQL, copied there once a server; tests take copies of it."""
    if server.socket not in TEMPLATES:
        name = server.create()
        copying.copy(made.database_url, server.url(name), lambda *_: None)
        TEMPLATES[server.socket] = name
    return TEMPLATES[server.socket]


def programs() -> str:
    """The folder of pg_dump and pg_restore, as new as the server of the tests."""
    return str(next(folder for folder in postgres.places() if (folder / "pg_dump").exists()))


def elsewhere(request: pytest.FixtureRequest, settings: Settings, folder: Path) -> Settings:
    """A fresh folder and an empty database of the same kind."""
    is_sqlite = settings.database_url.startswith("sqlite")
    url = f"sqlite:///{folder}/tongbiao.db" if is_sqlite else empty_postgres(request)
    return replace(settings, var=str(folder), database_url=url)


def exported(settings: Settings, out: Path) -> bytes:
    """Every event with its exact leaf."""
    database = Database(settings.database_url)
    with out.open("w+b") as stream:
        export_events(database, stream, Format.JSONL, Selection())
    database.dispose()
    return out.read_bytes()


def is_verified(settings: Settings) -> bool:
    """Whether the whole evidence agrees, with the signer's memory."""
    return verified(settings).is_clean


def verified(settings: Settings) -> Report:
    """What comparing the whole evidence found."""
    database = Database(settings.database_url)
    report = verify(database, Signer(settings.var_path / "keys" / "log.key", settings.var_path / "signer"))
    database.dispose()
    return report
