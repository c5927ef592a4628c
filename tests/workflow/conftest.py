"""A world for the tests of this folder: the cast, founded anew on each database."""

from collections.abc import Iterator

import pytest

from tests.cast import World, founded


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """The cast in a database of this test's own."""
    made = founded(database_url)
    yield made
    made.database.dispose()
