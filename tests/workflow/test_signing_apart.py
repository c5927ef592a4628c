"""`tongbiao sign`: a signer of its own, with a key and a memory outside the database; it stops and says so."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.exc import ProgrammingError

from tests.cast import MORNING, World
from workflow import jobs
from workflow.cli import main
from workflow.db import Database
from workflow.log.checkpoints import checkpoint_all
from workflow.log.keys import VerifierKey
from workflow.log.notes import verify_checkpoint
from workflow.log.signer import Signer
from workflow.log.tlog import Frontier, leaf_hash
from workflow.log.trust import log_key
from workflow.records.events import Checkpoint, Event, Log
from workflow.settings import Settings


@pytest.fixture
def settings(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    url = world.database.url.render_as_string(hide_password=False)
    for name, value in {"DATABASE_URL": url, "VAR": str(tmp_path), "SIGNER": "apart"}.items():
        monkeypatch.setenv(f"TONGBIAO_{name}", value)
    return Settings.read()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *words])


def test_it_signs_what_the_worker_leaves_alone_and_lays_out_its_public_key(world: World, settings: Settings) -> None:
    jobs.work(world.database, settings, once=True, hour=lambda: MORNING)
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Checkpoint)) == 0
    done = run("sign", "--once")
    assert (done.exit_code, done.output.count("Signed:")) == (0, len(notes(world)))
    vkey = VerifierKey.parse(run("sign", "--vkey").output.strip())
    for note in notes(world):
        origin = note.partition(b"\n")[0].decode()
        key = log_key(settings.var_path, origin)
        assert key == VerifierKey(origin, vkey.public)
        verify_checkpoint(note, key, origin=origin)
    assert (settings.var_path / "log.vkey").stat().st_mode & 0o777 == 0o644
    assert run("sign", "--once").output == ""


def notes(world: World) -> list[bytes]:
    with world.database.read() as session:
        return [note.encode() for note in session.scalars(sa.select(Checkpoint.note))]


def test_a_rewritten_log_ends_it_with_both_heads_kept_until_a_person_looked(world: World, settings: Settings) -> None:
    assert run("sign", "--once").exit_code == 0
    signed = len(notes(world))
    with world.database.plain() as session:
        event = session.scalars(sa.select(Event).order_by(Event.log_id, Event.index)).first()
        assert event is not None
        log = session.get_one(Log, event.log_id)
        where = (Event.log_id == event.log_id, Event.index == event.index)
        hashes = list(session.scalars(sa.select(Event.leaf_hash).where(Event.log_id == log.id).order_by(Event.index)))
        hashes[event.index] = leaf_hash(b"{}")
        extended = [*hashes, leaf_hash(b"{}")]
        refuse = "DROP TRIGGER {} ON events" if session.get_bind().dialect.name == "postgresql" else "DROP TRIGGER {}"
        session.execute(sa.text(refuse.format("events_refuse_update")))
        session.execute(sa.update(Event).where(*where).values(leaf=b"{}", leaf_hash=hashes[event.index]))
        last = {"noun": "x", "object_id": 1, "sequence": 1, "act": "x", "at": MORNING, "leaf": b"{}"}
        made = Event(log_id=log.id, index=log.size, leaf_hash=extended[-1], **last)
        session.add(made)
        values = {"size": len(extended), "frontier": Frontier().extend(extended).to_bytes()}
        session.execute(sa.update(Log).where(Log.id == log.id).values(**values))
    refused = run("sign", "--once")
    assert refused.exit_code == 1
    assert "contradicts" in refused.output
    again = run("sign", "--once")
    assert again.exit_code == 1
    assert "a person must look" in again.output
    (kept,) = (settings.var_path / "signer").glob("*.refused")
    assert kept.read_bytes().partition(b"\n\n")[0] + b"\n" in b"".join(notes(world))
    assert len(notes(world)) == signed


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_role_that_may_only_read_and_add_checkpoints_is_enough(world: World, tmp_path: Path) -> None:
    role = f"sign_{world.database.url.database}"[:60]
    grants = [
        f'CREATE ROLE "{role}"',
        f'GRANT SELECT ON logs, events, checkpoints TO "{role}"',
        f'GRANT INSERT ON checkpoints TO "{role}"',
    ]
    with world.database.engine.begin() as connection:
        for grant in grants:
            connection.exec_driver_sql(grant)
    narrow = Database(world.database.url.render_as_string(hide_password=False))
    sa.event.listen(narrow.engine, "connect", lambda raw, _: _become(raw, role))
    try:
        signer = Signer(tmp_path / "key", tmp_path / "memory")
        assert checkpoint_all(narrow, signer, at=MORNING)
        for forbidden in ("SELECT * FROM persons", "DELETE FROM checkpoints", "UPDATE logs SET size = 0"):
            with pytest.raises(ProgrammingError, match="permission denied"), narrow.engine.begin() as connection:
                connection.exec_driver_sql(forbidden)
    finally:
        narrow.dispose()
        with world.database.engine.begin() as connection:
            connection.exec_driver_sql(f'DROP OWNED BY "{role}"')
            connection.exec_driver_sql(f'DROP ROLE "{role}"')


def _become(connection: Any, role: str) -> None:
    connection.cursor().execute(f'SET SESSION ROLE "{role}"')
    connection.commit()
