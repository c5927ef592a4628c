"""A move to PostgreSQL, and back, changes nothing that anybody can see; upgrades go forward and back with data."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.keeping import exported, installation, is_verified, verified
from workflow import schema
from workflow.db import Database, migrate
from workflow.keeping import copying, upgrading
from workflow.keeping.faults import CannotKeep
from workflow.seats import installing
from workflow.settings import Settings

NOW = datetime.now(UTC)
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    return installation(request, tmp_path / "here")


@pytest.fixture(params=["postgres"])
def moved(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    return installation(request, tmp_path / "here")


@pytest.mark.postgres
def test_a_copy_gives_the_same_exports_there_and_back(moved: Settings, tmp_path: Path) -> None:
    here = Settings(database_url=f"sqlite:///{tmp_path}/here/tongbiao.db", var=moved.var)
    there = exported(moved, tmp_path / "there")
    assert exported(here, tmp_path / "a") == there
    assert is_verified(moved)
    back = Settings(database_url=f"sqlite:///{tmp_path}/back.db", var=moved.var)
    copying.copy(moved.database_url, back.database_url, lambda *_: None)
    assert exported(back, tmp_path / "b") == there


@pytest.mark.postgres
def test_after_a_copy_the_next_row_takes_the_next_number(moved: Settings) -> None:
    database = Database(moved.database_url)
    with database.write(NOW) as work:
        person, _ = installing.enter_person(work, "新人", "new.person")
        assert person == work.session.scalar(sa.text("SELECT max(id) FROM persons"))
    database.dispose()


@pytest.mark.postgres
def test_nothing_is_copied_into_a_database_that_is_not_empty(moved: Settings, tmp_path: Path) -> None:
    with pytest.raises(CannotKeep):
        copying.copy(f"sqlite:///{tmp_path}/here/tongbiao.db", moved.database_url, lambda *_: None)


INDEX = "search_grams"  # made anew in the copy: each engine has its own form of it


def test_every_table_is_copied_behind_those_it_refers_to(settings: Settings, tmp_path: Path) -> None:
    counted: dict[str, int] = {}
    copying.copy(settings.database_url, f"sqlite:///{tmp_path}/copy.db", counted.__setitem__)
    database = Database(settings.database_url)
    there = set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}
    database.dispose()
    assert counted.keys() == {table for table in there if not table.startswith(INDEX)}
    assert counted["events"] > 100


def cells(settings: Settings) -> set[str]:
    """Every table and, after a dot, every column of one."""
    database = Database(settings.database_url)
    there = sa.inspect(database.engine)
    tables = there.get_table_names()
    found = {*tables, *(f"{table}.{column['name']}" for table in tables for column in there.get_columns(table))}
    database.dispose()
    return found


def test_an_upgrade_goes_back_and_forward_and_loses_only_what_the_older_could_not_hold(
    settings: Settings, tmp_path: Path
) -> None:
    newest = cells(settings)
    before = schema.scripts().get_revision(schema.newest()).down_revision
    assert isinstance(before, str)
    told = exported(settings, tmp_path / "a")
    assert upgrading.forward(settings, NOW) == (schema.newest(), None)
    _, first = upgrading.back(settings, before, NOW)
    assert schema.current_of(settings.database_url) == before
    gone = newest - cells(settings)
    assert first.manifest.revision == schema.newest()
    _, second = upgrading.forward(settings, NOW)
    assert second is not None
    assert second.manifest.revision == before
    assert schema.current_of(settings.database_url) == schema.newest()
    assert exported(settings, tmp_path / "b").startswith(told)
    missed = {re.sub(r"/[^.]*", "", str(finding.place)) for finding in verified(settings).findings}
    assert not {cell for cell in missed if not {cell, cell.partition(".")[0]} & gone}


def test_every_step_back_can_be_taken_with_data_and_up_again(settings: Settings, tmp_path: Path) -> None:
    told = exported(settings, tmp_path / "a")
    steps = [script.revision for script in schema.scripts().iterate_revisions("head", "what_is_never_changed")]
    for revision in [*steps[1:], "what_is_never_changed"]:
        schema.migrate_back(settings.database_url, revision)
        assert schema.current_of(settings.database_url) == revision
    migrate(settings.database_url)
    assert exported(settings, tmp_path / "b") == told


def test_tables_of_a_newer_program_are_left_alone(tmp_path: Path, sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'of_tomorrow'")
    settings = Settings(database_url=sqlite_url, var=str(tmp_path))
    with pytest.raises(CannotKeep, match="of_tomorrow"):
        upgrading.forward(settings, NOW)
    with pytest.raises(CannotKeep, match="of_tomorrow"):
        upgrading.back(settings, "operation", NOW)
    assert not (tmp_path / "backups").exists()
