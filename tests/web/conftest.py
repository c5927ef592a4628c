"""A world behind the pages: founded once for the tests of this folder, copied for each."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.builders import Road
from tests.cast import LEAD, SECOND, World, founded, with_accounts
from tests.web.browsing import application
from tests.web.desk import Desk, House
from workflow.db import Database
from workflow.vocabulary import SeatRole


@pytest.fixture(scope="session")
def founded_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """A founded SQLite file that tests copy."""
    path = tmp_path_factory.mktemp("founded") / "founded.db"
    shutil.copyfile(sqlite_template, path)
    world = founded(f"sqlite:///{path}")
    with_accounts(world)
    world.database.dispose()
    return path, world


@pytest.fixture
def world(founded_template: tuple[Path, World], tmp_path: Path) -> World:
    """The cast in a database of this test's own."""
    path, made = founded_template
    copied = tmp_path / "tongbiao.db"
    shutil.copyfile(path, copied)
    return World(Database(f"sqlite:///{copied}"), made.agreements, made.seats)


@pytest.fixture
def app(world: World, tmp_path: Path) -> Flask:
    return application(world, tmp_path / "var")


@pytest.fixture
def house(world: World, app: Flask) -> House:
    return House(world, app)


@pytest.fixture
def zhao(house: House, road: Road) -> Desk:
    """A drafter of the lead, at the hour of the test's own `road`."""
    return house.desk(house.world.seat(LEAD, SeatRole.DRAFTER))


@pytest.fixture
def qian(house: House, road: Road) -> Desk:
    """A drafter of another region."""
    return house.desk(house.world.seat(SECOND, SeatRole.DRAFTER))
