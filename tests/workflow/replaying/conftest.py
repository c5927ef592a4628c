"""One lived history an engine, shared by all who only read it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflow.replaying.histories import Watched, lived


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def watched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    if request.param == "sqlite":
        path: Path = tmp_path_factory.mktemp("watched") / "tongbiao.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        url, server = f"sqlite:///{path}", None
    else:
        server = request.getfixturevalue("postgres_server")
        name = server.create(request.getfixturevalue("postgres_template"))
        url = server.url(name)
    made = lived(url)
    yield made
    made.database.dispose()
    if server is not None:
        server.drop(name)
