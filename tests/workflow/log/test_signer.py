"""The signer refuses every head that does not extend what it signed, whoever asks and whatever the database says."""

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from workflow.log.notes import Checkpoint, verify_checkpoint
from workflow.log.signer import HeadRefused, Signer, SignerHalted
from workflow.log.tlog import EMPTY_ROOT, consistency_proof, leaf_hash, root_of

ORIGIN = "tongbiao.example/jjj/2026"
OTHER = "tongbiao.example/cy/2026"
HASHES = [leaf_hash(bytes([number])) for number in range(20)]
FORGED = [leaf_hash(b"forged"), *HASHES[1:]]


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return again(tmp_path)


def again(place: Path) -> Signer:
    return Signer(place / "keys" / "log.key", place / "signed")


def signed_up_to(signer: Signer, size: int, *, hashes: list[bytes] = HASHES, origin: str = ORIGIN) -> bytes:
    proof = consistency_proof(hashes, old=min(signer.last(origin).size, size), new=size)
    return signer.sign(origin, size, root_of(hashes[:size]), proof)


@pytest.mark.parametrize("size", [5, 8, 13])
def test_a_rewritten_past_gets_no_signature(signer: Signer, tmp_path: Path, size: int) -> None:
    signed_up_to(signer, 8)
    for each in (signer, again(tmp_path)):
        with pytest.raises(HeadRefused) as refused:
            signed_up_to(each, size, hashes=FORGED)
        assert refused.value.signed == Checkpoint(ORIGIN, 8, root_of(HASHES[:8]))
        assert refused.value.offered.size == size
        assert each.last(ORIGIN).size == 8


def test_a_shorter_log_gets_no_signature(signer: Signer) -> None:
    signed_up_to(signer, 8)
    with pytest.raises(HeadRefused):
        signed_up_to(signer, 7)


def test_a_head_without_its_proof_gets_no_signature(signer: Signer) -> None:
    signed_up_to(signer, 5)
    with pytest.raises(HeadRefused):
        signer.sign(ORIGIN, 8, root_of(HASHES[:8]), [])


def test_an_empty_log_with_a_root_of_something_gets_no_signature(signer: Signer) -> None:
    with pytest.raises(HeadRefused):
        signer.sign(ORIGIN, 0, HASHES[0], [])
    note = signer.sign(ORIGIN, 0, EMPTY_ROOT, [])
    assert verify_checkpoint(note, signer.vkey(ORIGIN), origin=ORIGIN).size == 0


def test_a_growing_log_is_signed_step_by_step_also_after_a_restart(signer: Signer, tmp_path: Path) -> None:
    for size in (1, 2, 3, 8, 13, 20):
        note = signed_up_to(again(tmp_path), size)
        head = verify_checkpoint(note, signer.vkey(ORIGIN), origin=ORIGIN)
        assert head == signer.last(ORIGIN) == Checkpoint(ORIGIN, size, root_of(HASHES[:size]))


def test_the_same_head_again_gives_the_same_note(signer: Signer) -> None:
    assert signed_up_to(signer, 8) == signed_up_to(signer, 8)


def test_logs_do_not_mix(signer: Signer) -> None:
    signed_up_to(signer, 8)
    note = signed_up_to(signer, 3, hashes=FORGED, origin=OTHER)
    assert verify_checkpoint(note, signer.vkey(OTHER), origin=OTHER).size == 3
    assert signer.last(ORIGIN).size == 8


def test_the_key_is_made_once_and_read_by_its_owner_only(signer: Signer, tmp_path: Path) -> None:
    key_file = tmp_path / "keys" / "log.key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert again(tmp_path).vkey(ORIGIN) == signer.vkey(ORIGIN)
    key_file.chmod(0o640)
    with pytest.raises(SignerHalted, match="owner only"):
        again(tmp_path)


def test_a_lost_key_is_not_replaced_in_silence(signer: Signer, tmp_path: Path) -> None:
    signed_up_to(signer, 3)
    (tmp_path / "keys" / "log.key").unlink()
    with pytest.raises(SignerHalted, match="key is gone"):
        again(tmp_path)
    assert not (tmp_path / "keys" / "log.key").exists()


@pytest.mark.parametrize("content", [b"", b"not a key\n", b"\xff"])
def test_a_damaged_key_halts_the_signer(signer: Signer, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys" / "log.key").write_bytes(content)
    with pytest.raises(SignerHalted, match="not a signing key"):
        again(tmp_path)


def test_a_damaged_or_exchanged_state_halts_the_signer(signer: Signer, tmp_path: Path) -> None:
    signed_up_to(signer, 3)
    (state,) = (tmp_path / "signed").glob("*.checkpoint")
    signed_up_to(signer, 1, origin=OTHER)
    (other,) = (path for path in (tmp_path / "signed").glob("*.checkpoint") if path != state)
    for content in (b"", state.read_bytes().replace(b"\n3\n", b"\n2\n"), other.read_bytes()):
        state.write_bytes(content)
        with pytest.raises(SignerHalted):
            signed_up_to(signer, 8)
        assert state.read_bytes() == content


def test_a_crash_before_the_state_is_on_disk_gives_out_no_note(
    signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_up_to(signer, 3)

    def broken_disk(*_: object) -> None:
        raise OSError("disk")

    for call in ("replace", "fsync"):
        with monkeypatch.context() as broken:
            broken.setattr(os, call, broken_disk)
            with pytest.raises(OSError, match="disk"):
                signed_up_to(signer, 8)
        assert again(tmp_path).last(ORIGIN).size == 3
    signed_up_to(again(tmp_path), 8)


def test_file_and_directory_reach_the_disk_in_this_order(signer: Signer, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        seen.append("sync directory" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        real_sync(descriptor)

    def replace(old: Path, new: Path) -> None:
        seen.append("rename")
        real_replace(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    signed_up_to(signer, 3)
    assert seen == ["sync file", "rename", "sync directory"]


def fork_of(place: Path, number: int) -> int:
    """One of several processes that offer rival heads of the same size; only one may succeed."""
    rival = [leaf_hash(bytes([number])), *HASHES[1:]]
    try:
        again(place).sign(ORIGIN, 8, root_of(rival[:8]), [])
    except HeadRefused:
        return 0
    return 1


def test_of_rival_first_heads_at_the_same_instant_one_is_signed(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        wins = pool.starmap(fork_of, [(tmp_path, number) for number in range(12)])
    assert sum(wins) == 1
