"""Signs the heads of the logs, and remembers outside the database what it signed: a head that does not extend the last
one is refused, so that a rewritten database cannot obtain a fresh signature. It reads no table and repairs nothing."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from workflow.log.durable import alone, make_directory, sync_directory, write_durably
from workflow.log.keys import BadNote, SigningKey, VerifierKey
from workflow.log.notes import Checkpoint, sign, verify_checkpoint
from workflow.log.tlog import EMPTY_ROOT, verify_consistency

KEY_NAME = "tongbiao"  # of the key file only; in a signature the key bears the log's origin


class HeadRefused(Exception):
    """The head does not extend the last signed one. If `signed` is not the head you proved from, another process
    signed meanwhile: read the log's head and prove again. Otherwise the log was rewritten: stop and call people."""

    def __init__(self, *, offered: Checkpoint, signed: Checkpoint) -> None:
        super().__init__(f"{offered.origin}: {offered.size} leaves do not extend the {signed.size} already signed")
        self.offered = offered
        self.signed = signed


class SignerHalted(Exception):
    """The signer's own files are missing, readable by others or damaged; only a person may set that right."""


class Signer:
    """One Ed25519 key in `key_path`, one file a log in `state_dir`: the last note signed for that origin."""

    def __init__(self, key_path: Path, state_dir: Path) -> None:
        self._state_dir = state_dir
        make_directory(state_dir)
        make_directory(key_path.parent)
        with alone(self._state_dir):
            self._key = self._load_or_create(key_path)

    def vkey(self, origin: str) -> VerifierKey:
        """The public key with which this log's checkpoints are verified."""
        return self._key.named(origin).verifier

    def last(self, origin: str) -> Checkpoint:
        """The head signed last, from which the next consistency proof must start; an empty log if none was."""
        path = self._state_path(origin)
        if not path.exists():
            return Checkpoint(origin, 0, EMPTY_ROOT)
        try:
            return verify_checkpoint(path.read_bytes(), self.vkey(origin), origin=origin)
        except BadNote as broken:
            raise SignerHalted(f"{path}: {broken}") from broken

    def sign(self, origin: str, size: int, root: bytes, consistency: Sequence[bytes]) -> bytes:
        """The checkpoint note of this head, on disk before it is returned. The same head again gives the same note.
        The caller has already re-hashed the leaves since `last(origin)`; here only the extension is judged."""
        offered = Checkpoint(origin, size, root)
        with alone(self._state_dir):
            self.check(origin)
            signed = self.last(origin)
            if not _extends(offered, signed, consistency):
                raise HeadRefused(offered=offered, signed=signed)
            note = sign(offered.text(), self._key.named(origin))
            write_durably(self._state_path(origin), note)
        return note

    def publish(self, path: Path) -> None:
        """Lay the public key out for everybody, so that nobody has to be let near the private one."""
        told = f"{self._key.verifier}\n".encode()
        if not path.exists() or path.read_bytes() != told:
            write_durably(path, told)
            path.chmod(0o644)

    def check(self, origin: str) -> None:
        """Raise SignerHalted where a refusal of this log waits for a person."""
        if self._evidence_path(origin).exists():
            raise SignerHalted(f"{origin}: {self._evidence_path(origin)}")

    def halt(self, origin: str, offered: str) -> Path:
        """Sign this log no more until a person has looked and removed the file whose path is given: what was signed
        last, and what was offered. The first evidence stays."""
        path = self._evidence_path(origin)
        with alone(self._state_dir):
            if not path.exists():
                signed = self._state_path(origin)
                write_durably(path, (signed.read_bytes() if signed.exists() else b"") + f"\n{offered}\n".encode())
        return path

    def close(self, origin: str) -> None:
        """Sign no further head of this log; what was signed last is kept beside the state, as evidence."""
        with alone(self._state_dir):
            path = self._state_path(origin)
            if path.exists():
                os.replace(path, path.with_suffix(f".closed-{self.last(origin).size}"))
                sync_directory(path.parent)

    def kept(self, origin: str) -> dict[str, bytes]:
        """What lies here of this log: the note signed last, and what was refused since."""
        places = {"signed.note": self._state_path(origin), "refused.txt": self._evidence_path(origin)}
        return {name: path.read_bytes() for name, path in places.items() if path.exists()}

    def _evidence_path(self, origin: str) -> Path:
        return self._state_path(origin).with_suffix(".refused")

    def _state_path(self, origin: str) -> Path:
        return self._state_dir / f"{sha256(origin.encode()).hexdigest()}.checkpoint"

    def _load_or_create(self, path: Path) -> SigningKey:
        if not path.exists():
            if any(self._state_dir.glob("*.checkpoint")):  # a new key would quietly pass for the lost one
                raise SignerHalted(f"{path}: the key is gone, but heads were signed with it")
            write_durably(path, f"{SigningKey.generate(KEY_NAME).text()}\n".encode())
        if path.stat().st_mode & 0o077:
            raise SignerHalted(f"{path}: the key may be read by its owner only (chmod 600)")
        try:
            return SigningKey.parse(path.read_text("ascii").strip())
        except ValueError as broken:
            raise SignerHalted(f"{path}: not a signing key") from broken


def _extends(offered: Checkpoint, signed: Checkpoint, consistency: Sequence[bytes]) -> bool:
    return verify_consistency(
        consistency, old_size=signed.size, old_root=signed.root, new_size=offered.size, new_root=offered.root
    )
