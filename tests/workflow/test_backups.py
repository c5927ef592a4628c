"""A backup is verified when it is taken and when it is restored; one that is restored waits and never tells twice."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest
import sqlalchemy as sa

from tests.keeping import elsewhere, exported, installation, is_verified
from workflow import holds, jobs
from workflow.commands.doctor import against_start, examined
from workflow.db import Database
from workflow.keeping import backups, restoring
from workflow.keeping.faults import CannotKeep
from workflow.keeping.forks import behind, go_on
from workflow.log.checkpoints import checkpoint_all
from workflow.log.signer import HeadRefused
from workflow.records.events import Log
from workflow.records.notices import Beat
from workflow.records.people import Account, LoginSession
from workflow.seats import installing
from workflow.settings import Settings
from workflow.storage.shelf import Shelf
from workflow.words import say

NOW = datetime.now(UTC)
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    made = installation(request, tmp_path / "here")
    database = Database(made.database_url)
    jobs.sign(database, made, NOW)
    database.dispose()
    return made


@pytest.fixture
def target(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Settings:
    return elsewhere(request, settings, tmp_path / "there")


ONE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)  # nothing here depends on the database


def told(settings: Settings, times: int = 1, at: datetime = NOW) -> None:
    """Acts of the installation that a backup may or may not have seen."""
    database = Database(settings.database_url)
    for _ in range(times):
        with database.write(at) as work:
            installing.record(work, "export_events", facts={})
    database.dispose()


def test_a_backup_restored_elsewhere_tells_the_same_and_verifies(
    settings: Settings, target: Settings, tmp_path: Path
) -> None:
    taken = backups.take(settings, tmp_path / "out", NOW)
    done = restoring.restore(target, taken.folder, NOW)
    assert not done.behind
    assert exported(settings, tmp_path / "a") == exported(target, tmp_path / "b")
    assert is_verified(target)
    kept = {p.name for p in (settings.var_path / "files").rglob("*")}
    assert kept == {p.name for p in (target.var_path / "files").rglob("*")}
    heads = {(head.origin, head.size) for head in taken.manifest.logs}
    database = Database(target.database_url)
    with database.read() as session:
        assert heads == {tuple(row) for row in session.execute(sa.select(Log.origin, Log.size))}
    database.dispose()


def test_backups_taken_while_people_work_all_verify(settings: Settings, target: Settings, tmp_path: Path) -> None:
    ended, counted = Signal(), []

    def work() -> None:
        while not ended.is_set():
            told(settings)
            counted.append(1)

    busy = [Thread(target=work) for _ in range(3)]
    for thread in busy:
        thread.start()
    taken = [backups.take(settings, tmp_path / "out", NOW) for _ in range(3)]
    ended.set()
    for thread in busy:
        thread.join()
    sizes = [sum(head.size for head in one.manifest.logs) for one in taken]
    assert len(counted) > 3
    assert sizes == sorted(sizes)
    restoring.restore(target, taken[-1].folder, NOW)
    assert is_verified(target)


def test_after_a_restore_nobody_is_logged_in_and_everything_waits(
    settings: Settings, target: Settings, tmp_path: Path
) -> None:
    database = Database(settings.database_url)
    with database.plain() as session:
        account = session.scalars(sa.select(Account.id)).first()
        hours = {"created_at": NOW, "seen_at": NOW, "ends_at": NOW + timedelta(hours=9)}
        session.add(LoginSession(token_hash="a" * 64, account_id=account, seat_id=None, **hours))
    database.dispose()
    restoring.restore(target, backups.take(settings, tmp_path / "out", NOW).folder, NOW)
    restored = Database(target.database_url)
    with restored.read() as session:
        assert session.scalars(sa.select(LoginSession.revoked_at)).one() is not None
    later = NOW + timedelta(days=60)
    assert jobs.tick(restored, later) == jobs.Done()
    with restored.read() as session:
        assert session.get_one(Beat, jobs.WORKER).at == later
    assert any("resume" in (fault or "") for _, fault in examined(target))
    assert holds.release(restored, later)
    assert jobs.tick(restored, later).fired > 0
    restored.dispose()
    assert is_verified(target)


@ONE
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    settings: Settings, target: Settings, tmp_path: Path
) -> None:
    folder = backups.take(settings, tmp_path / "out", NOW).folder
    damaged = next(path for path in (folder / "files").rglob("*") if path.is_file() and path.stat().st_size)
    damaged.write_bytes(b"other")
    with pytest.raises(CannotKeep, match=damaged.name):
        restoring.restore(target, folder, NOW)
    assert restoring.is_empty(sa.make_url(target.database_url))
    assert not target.var_path.exists()


@ONE
def test_a_manifest_whose_heads_are_not_those_of_the_database_is_refused(
    settings: Settings, target: Settings, tmp_path: Path
) -> None:
    folder = backups.take(settings, tmp_path / "out", NOW).folder
    manifest = folder / "manifest.json"
    body = json.loads(manifest.read_text())
    body["logs"][0]["root"] = "0" * 64
    manifest.write_text(json.dumps(body))
    with pytest.raises(CannotKeep):
        restoring.restore(target, folder, NOW)


@ONE
def test_a_lost_file_is_found_when_the_backup_is_taken(settings: Settings, tmp_path: Path) -> None:
    lost = next(path for path in (settings.var_path / "files").rglob("*") if len(path.name) == 64)
    lost.unlink()
    with pytest.raises(CannotKeep, match=lost.name):
        backups.take(settings, tmp_path / "out", NOW)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_database_that_is_not_empty_is_replaced_only_when_told(settings: Settings, tmp_path: Path) -> None:
    before = exported(settings, tmp_path / "a")
    folder = backups.take(settings, tmp_path / "out", NOW).folder
    told(settings)
    with pytest.raises(CannotKeep, match="--yes"):
        restoring.restore(settings, folder, NOW)
    shelf = Shelf(settings.var_path)
    shelf.make("dossier-1", lambda out, _: {"size": out.write(b"of a seal that the backup does not know")})
    assert shelf.find("dossier-1")
    restoring.restore(settings, folder, NOW, replacing=True)
    assert exported(settings, tmp_path / "b") == before
    assert shelf.find("dossier-1") is None  # its number will be another seal's


@ONE
def test_a_backup_of_the_other_kind_or_of_a_newer_program_is_refused(
    settings: Settings, target: Settings, tmp_path: Path
) -> None:
    folder = backups.take(settings, tmp_path / "out", NOW).folder
    other = "postgresql+psycopg://nowhere/x" if target.database_url.startswith("sqlite") else f"sqlite:///{tmp_path}/x"
    with pytest.raises(CannotKeep, match="copy"):
        restoring.restore(replace(target, database_url=other), folder, NOW)
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"revision": "of_tomorrow"}))
    with pytest.raises(CannotKeep, match="of_tomorrow"):
        restoring.restore(target, folder, NOW)


def test_a_log_signed_further_than_the_backup_is_not_told_a_second_time(settings: Settings, tmp_path: Path) -> None:
    folder = backups.take(settings, tmp_path / "out", NOW).folder
    told(settings, times=3)
    database = Database(settings.database_url)
    assert jobs.sign(database, settings, NOW) == 1
    database.dispose()
    (lost,) = restoring.restore(settings, folder, NOW, replacing=True).behind
    assert lost.signed == lost.size + 3
    assert lost.origin in against_start(settings)[0]
    assert say("fork.way_out") in against_start(settings)[0]
    told(
        settings, times=4, at=NOW + timedelta(minutes=1)
    )  # somebody goes on all the same: longer than what was signed, and another story
    restored = Database(settings.database_url)
    with pytest.raises(HeadRefused):
        checkpoint_all(restored, jobs.signer(settings), at=NOW)
    restored.dispose()


def test_when_the_loss_is_accepted_a_new_part_of_the_log_tells_it(settings: Settings, tmp_path: Path) -> None:
    folder = backups.take(settings, tmp_path / "out", NOW).folder
    told(settings)
    database = Database(settings.database_url)
    jobs.sign(database, settings, NOW)
    database.dispose()
    (lost,) = restoring.restore(settings, folder, NOW, replacing=True).behind
    restored = Database(settings.database_url)
    go_on(restored, settings, lost, NOW)
    go_on(restored, settings, lost, NOW)  # a second time changes nothing
    assert behind(restored, settings) == []
    assert holds.release(restored, NOW)
    assert jobs.sign(restored, settings, NOW) >= 1
    with restored.read() as session:
        parts = dict(session.execute(sa.select(Log.origin, Log.size).where(Log.origin.like(f"{lost.origin}%"))).all())
    restored.dispose()
    assert parts == {lost.origin: lost.size, f"{lost.origin}.2": 2}
    assert lost.root.hex().encode() in exported(settings, tmp_path / "a")
    assert is_verified(settings)
