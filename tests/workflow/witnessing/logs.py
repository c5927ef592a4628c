"""A log without any host: leaves, and the notes and requests that its key would sign."""

from collections.abc import Sequence
from pathlib import Path

from workflow.log.cosignatures import CosigningKey
from workflow.log.keys import SigningKey
from workflow.log.notes import Checkpoint, sign
from workflow.log.tlog import consistency_proof, leaf_hash, root_of
from workflow.witnessing import trusted
from workflow.witnessing.memory import Memory
from workflow.witnessing.request import Request
from workflow.witnessing.witness import Witness

NAME = "tongbiao.example/jjj"
ORIGIN = f"{NAME}/2026"
KEY = SigningKey(NAME, bytes(32))
HASHES = [leaf_hash(bytes([number])) for number in range(120)]
FORGED = [leaf_hash(b"forged"), *HASHES[1:]]


def note(size: int, *, hashes: Sequence[bytes] = HASHES, origin: str = ORIGIN, key: SigningKey = KEY) -> bytes:
    """The log's checkpoint of its first leaves."""
    return sign(Checkpoint(origin, size, root_of(hashes[:size])).text(), key.named(origin))


def request(
    old: int, size: int, *, hashes: Sequence[bytes] = HASHES, origin: str = ORIGIN, key: SigningKey = KEY
) -> bytes:
    """The body that asks to cosign `size` leaves after `old`."""
    proof = consistency_proof(hashes, old=old, new=size) if old <= size else []
    return Request(old, tuple(proof), note(size, hashes=hashes, origin=origin, key=key)).body()


def witness(folder: Path, name: str = "tj.jjj.example/witness", seed: int = 1) -> Witness:
    """A witness that trusts this log, over whatever it saw before."""
    folder.mkdir(parents=True, exist_ok=True)
    trusted.add(folder, str(KEY.verifier))
    return Witness(CosigningKey(name, bytes([seed] * 32)), Memory(folder / "seen", trusted.read(folder)))
