"""The cast with accounts, on SQLite; the whole life of a letter is lived on PostgreSQL too."""

from collections.abc import Iterator

import pytest

from tests.cast import World, founded, with_accounts


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    made = founded(sqlite_url)
    with_accounts(made)
    yield made
    made.database.dispose()
