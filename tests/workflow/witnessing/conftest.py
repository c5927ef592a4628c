"""One installation with three regions for all tests of this folder; each test takes a copy."""

from pathlib import Path

import pytest

from tests.workflow.witnessing.hosts import Installation, installed


@pytest.fixture(scope="session")
def whole(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = installed(sqlite_template, tmp_path_factory.mktemp("whole"))
    made.world.database.dispose()
    return made


@pytest.fixture
def host(whole: Installation, tmp_path: Path) -> Installation:
    """A host of this test's own, with its three regions."""
    return whole.copied(tmp_path)
