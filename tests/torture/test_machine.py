"""A few hundred steps of the machine, always the same: whatever happens, the invariants hold."""

from pathlib import Path

import pytest

from tests import builders
from tests.cast import founded
from tests.torture.machine import played
from workflow.vocabulary import Joint

STATES = (Joint.ANSWERING, Joint.SEALED)


@pytest.mark.timeout(200)
def test_the_invariants_hold_whatever_happens(sqlite_url: str) -> None:
    world = founded(sqlite_url)
    for state in STATES:
        builders.standing(world, state)
    world.database.dispose()
    found = played(Path(sqlite_url.removeprefix("sqlite:///")), None, examples=4, steps=100)
    assert found.told == []
    assert found.runs >= 300
    assert found.acknowledged >= 20
