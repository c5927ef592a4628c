"""A checkpoint is signed over leaves that were hashed again; a log that was touched since gets none."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.workflow.log.logbook import NOON, deed, opened, tampered, written
from workflow.db import Database
from workflow.log import checkpoints
from workflow.log.checkpoints import LogBroken, checkpoint, checkpoint_all, consistency, proof
from workflow.log.notes import verify_checkpoint
from workflow.log.signer import HeadRefused, Signer
from workflow.log.tlog import verify_consistency, verify_inclusion
from workflow.records.events import Checkpoint, Event

ORIGIN = "tongbiao.example/jingjinji/2026"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = opened(database_url)
    written(made, *(deed(number) for number in range(1, 8)))
    yield made
    made.dispose()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "keys" / "log.key", tmp_path / "signed")


def forge(database: Database, column: str, value: bytes, index: int = 3) -> None:
    tampered(database, f'UPDATE events SET {column} = :new WHERE log_id = 1 AND "index" = :at', new=value, at=index)


@pytest.mark.parametrize("column", ["leaf", "leaf_hash"])
def test_a_leaf_changed_before_it_was_signed_gets_no_checkpoint(
    database: Database, signer: Signer, column: str
) -> None:
    forge(database, column, b"x" * 32)
    with pytest.raises(LogBroken) as broken:
        checkpoint(database, signer, 1, at=NOON)
    assert (broken.value.origin, broken.value.index) == (ORIGIN, 3)


def test_a_leaf_hash_changed_after_it_was_signed_gets_no_further_checkpoint(database: Database, signer: Signer) -> None:
    checkpoint(database, signer, 1, at=NOON)
    forge(database, "leaf_hash", b"x" * 32)
    written(database, deed(8))
    with pytest.raises(LogBroken):
        checkpoint(database, signer, 1, at=NOON)


def test_a_log_cut_back_to_an_earlier_head_gets_no_checkpoint(
    database: Database, signer: Signer, tmp_path: Path, database_url: str
) -> None:
    with database.read() as session:
        before = session.execute(sa.text("SELECT size, frontier FROM logs WHERE id = 1")).one()
    written(database, deed(8))
    checkpoint(database, signer, 1, at=NOON)
    tampered(database, 'DELETE FROM events WHERE "index" = 7')
    tampered(database, "UPDATE logs SET size = :size, frontier = :frontier", size=before[0], frontier=before[1])
    with pytest.raises(HeadRefused):
        checkpoint(database, signer, 1, at=NOON)


def test_a_checkpoint_is_a_note_that_the_public_key_opens(database: Database, signer: Signer) -> None:
    row = checkpoint(database, signer, 1, at=NOON)
    signed = verify_checkpoint(row.note.encode(), signer.vkey(ORIGIN), origin=ORIGIN)
    assert (signed.size, signed.root) == (row.size, row.root) == (7, row.root)
    with database.read() as session:
        assert session.scalars(sa.select(Checkpoint.note)).all() == [row.note]


def test_the_same_head_is_kept_once(database: Database, signer: Signer) -> None:
    first = checkpoint(database, signer, 1, at=NOON)
    again = checkpoint(database, signer, 1, at=NOON + timedelta(hours=1))
    assert (again.note, again.made_at) == (first.note, first.made_at)


def test_a_row_that_was_lost_is_signed_and_kept_again(database: Database, signer: Signer) -> None:
    first = checkpoint(database, signer, 1, at=NOON)
    tampered(database, "DELETE FROM checkpoints")
    assert checkpoint(database, signer, 1, at=NOON).note == first.note


@pytest.mark.parametrize("page", [2, 5_000])
def test_every_leaf_and_every_older_head_can_be_proved(
    database: Database, signer: Signer, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "PAGE", page)
    old = checkpoint(database, signer, 1, at=NOON)
    written(database, *(deed(number) for number in range(8, 14)))
    new = checkpoint(database, signer, 1, at=NOON)
    with database.read() as session:
        hashes = session.scalars(sa.select(Event.leaf_hash).order_by(Event.index)).all()
        for index, leaf in enumerate(hashes):
            path = proof(session, 1, index=index, size=13)
            assert verify_inclusion(leaf, path, index=index, size=13, root=new.root)
        steps = consistency(session, 1, old=7, new=13)
    assert verify_consistency(steps, old_size=7, old_root=old.root, new_size=13, new_root=new.root)


def test_only_logs_that_grew_are_signed(database: Database, signer: Signer) -> None:
    written(database, deed(1, agreement_id=2, object_id=18))
    assert {row.log_id: row.size for row in checkpoint_all(database, signer, at=NOON)} == {1: 7, 2: 1}
    assert checkpoint_all(database, signer, at=NOON) == []
    written(database, deed(8))
    assert {row.log_id: row.size for row in checkpoint_all(database, signer, at=NOON)} == {1: 8}
