"""Behind a pooler nothing lives longer than a transaction: no start-up options, no prepared statements, own bounds."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from workflow.db import Database

BOUNDS = "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'), current_setting('timezone')"


@pytest.fixture(params=["1", ""])
def database(request: pytest.FixtureRequest, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("TONGBIAO_POOLED", request.param)
    made = Database(postgres_url)
    yield made
    made.dispose()


@pytest.mark.postgres
def test_waits_and_statements_are_bounded_in_every_transaction(database: Database) -> None:
    for _ in range(2):
        with database.read() as session:
            assert tuple(session.execute(sa.text(BOUNDS)).one()) == ("15s", "1min", "UTC")
        with database.plain() as session:
            assert tuple(session.execute(sa.text(BOUNDS)).one()) == ("15s", "1min", "UTC")


@pytest.mark.postgres
def test_behind_a_pooler_nothing_is_left_on_the_connection(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGBIAO_POOLED", "1")
    database = Database(postgres_url)
    with database.engine.connect() as connection:
        for _ in range(20):
            connection.execute(sa.text("SELECT :n"), {"n": 1})
        assert connection.scalar(sa.text("SELECT count(*) FROM pg_prepared_statements")) == 0
        connection.rollback()
        raw = connection.connection.cursor()
        raw.execute("SHOW lock_timeout")
        assert raw.fetchone() == ("0",)
    database.dispose()
