"""The commands of whoever keeps the installation: what they print, what they refuse, and with which status."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.keeping import empty_postgres, exported
from tests.stage import copied, environment, settings_in
from workflow import clock
from workflow.cli import main
from workflow.db import Database
from workflow.keeping.renewing import renew
from workflow.settings import Settings

pytestmark = pytest.mark.durable  # the doctor looks


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return copied(tmp_path / "here")


def run(settings: Settings, *arguments: str) -> Result:
    given = "tongbiao-demo\n" if "--password-stdin" in arguments else None
    return CliRunner().invoke(main, arguments, env=environment(settings), input=given)


def by(name: str) -> tuple[str, ...]:
    return ("--as", name, "--password-stdin")


def test_a_backup_goes_to_a_fresh_folder_by_the_printed_steps(here: Settings, tmp_path: Path) -> None:
    assert run(here, "work", "--once").exit_code == 0
    taken = run(here, "backup", "--out", str(tmp_path / "out"))
    assert taken.exit_code == 0, taken.stderr
    (folder,) = (tmp_path / "out").iterdir()
    assert str(folder) in taken.stdout
    there = settings_in(tmp_path / "there")
    assert run(there, "restore", str(folder)).exit_code == 0
    again = run(there, "restore", str(folder))
    assert (again.exit_code, "--yes" in again.stderr) == (1, True)
    assert run(there, "verify").exit_code == 0
    held = run(there, "doctor")
    assert (held.exit_code, "resume" in held.stderr) == (1, True)
    assert "已触发 0 个定时" in run(there, "work", "--once").stdout
    for name in ("zhushiyun", "zhushiyun"):  # the same person twice is one
        assert "另一名管理员" in run(there, "resume", *by(name)).stdout
    assert run(there, "doctor").exit_code == 1
    for name in ("zhaoshijing", "hanshijing"):  # no administrator; one of Beijing's, who speaks for no other region
        assert run(there, "resume", *by(name)).exit_code == 1
    assert "保持已解除" in run(there, "resume", *by("qinshian")).stdout
    assert run(there, "resume", *by("qinshian")).exit_code == 1
    assert run(there, "doctor").exit_code == 0


def test_on_the_old_server_the_signer_remembers_more_than_the_backup(here: Settings, tmp_path: Path) -> None:
    assert run(here, "backup", "--out", str(tmp_path / "out")).exit_code == 0
    (folder,) = (tmp_path / "out").iterdir()
    assert run(here, "work", "--once").exit_code == 0  # signs what the backup itself left in the log
    refused = run(here, "restore", "--yes", str(folder))
    assert (refused.exit_code, "--accept-loss" in refused.stderr) == (1, True)
    for command in (("resume", *by("zhushiyun")), ("serve",)):
        told = run(here, *command)
        assert (told.exit_code, "installation" in told.stderr) == (1, True)
    assert run(here, "resume", "--accept-loss", *by("zhushiyun")).exit_code == 0
    assert run(here, "doctor").exit_code == 1  # one alone accepts nothing
    assert "另开日志续写" in run(here, "resume", "--accept-loss", *by("qinshian")).stdout
    assert run(here, "work", "--once").exit_code == 0
    assert run(here, "verify").exit_code == 0
    assert run(here, "doctor").exit_code == 0


def test_an_upgrade_tells_its_backup_and_a_newer_database_is_left_alone(here: Settings) -> None:
    assert "最新" in run(here, "upgrade").stdout
    assert run(here, "upgrade", "--back", "nowhere").exit_code == 1
    back = run(here, "upgrade", "--back", "what_is_never_changed")
    assert back.exit_code == 0, back.stderr
    assert "backups/tongbiao-" in back.stdout
    _spoil(here)
    assert run(here, "upgrade").exit_code == 0
    assert len(_lists(here)[0]) > 10
    assert run(here, "doctor").exit_code == 0


def test_what_lists_read_is_derived_anew(here: Settings) -> None:
    before = _lists(here)
    _spoil(here)
    database = Database(here.database_url)
    assert renew(database, clock.now()) == len(before[1]) > 10
    database.dispose()
    turns, outlooks, words = _lists(here)
    assert len(turns) > 10
    assert (turns, outlooks) == before[:2]
    assert words == [f"{told}|ab-c" for told in before[2]]
    assert run(here, "verify").exit_code == 0


def _spoil(settings: Settings) -> None:
    """As an older program left it."""
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("DELETE FROM turns")
        connection.execute("UPDATE standards SET outlook = NULL, search_text = search_text || '|ＡＢ—Ｃ'")


def _lists(settings: Settings) -> tuple[list[Any], list[list[tuple[Any, ...]]], list[str]]:
    """Whose turn it is, what is missing, and by what a standard is found."""
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection:
        told = "standard_id, region_code, role, organ_id, person_id, step, key, due_on"
        turns = sorted(connection.execute(f"SELECT {told} FROM turns").fetchall(), key=str)
        rows = connection.execute("SELECT outlook, search_text FROM standards ORDER BY id").fetchall()
        missing: list[list[tuple[Any, ...]]]
        missing = [[(gap["key"], gap["region"], gap["due"]) for gap in json.loads(row[0])["missing"]] for row in rows]
        return turns, missing, [row[1] for row in rows]


@pytest.mark.postgres
def test_a_copy_shows_no_password_and_only_goes_into_an_empty_database(
    here: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = empty_postgres(request)
    before = exported(here, tmp_path / "a")
    copied_ = run(here, "copy", "--to", url.replace("postgres@", "postgres:secret-word@"))
    assert copied_.exit_code == 0, copied_.stderr
    assert "secret-word" not in copied_.output
    there = Settings(database_url=url, var=here.var)
    assert exported(there, tmp_path / "b") == before
    assert run(here, "copy", "--to", url).exit_code == 1
    assert run(there, "verify").exit_code == 0
    for nonsense in ("nonsense", "postgresql+psycopg://nobody@127.0.0.1:1/none"):
        refused = run(here, "copy", "--to", nonsense)
        assert (refused.exit_code, refused.stdout) == (1, "")
