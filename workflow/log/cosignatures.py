"""C2SP cosignatures (Ed25519, `cosignature/v1`): what witnesses and mirrors write below a checkpoint, byte for byte.
Who may cosign, and how many must, is said by a policy."""

import struct
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from workflow.log.keys import BadNote, PrivateKey, VerifierKey
from workflow.log.notes import Checkpoint, Signature, by_name_and_id, parse

COSIGNATURE: Final = b"\x04"
_STAMP: Final = struct.Struct(">Q")
_LATEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class CosignerKey(VerifierKey):
    """The public half of a witness's or a mirror's key. The signature tells its own time."""

    kind: ClassVar[bytes] = COSIGNATURE

    def accepts(self, text: bytes, signature: bytes) -> bool:
        at = time_of(signature)
        return at is not None and self.signed(_message(text, at), signature[_STAMP.size :])


@dataclass(frozen=True, slots=True)
class CosigningKey(PrivateKey):
    """The private half, which stays with the region. Each statement has its own key: the message names no signer."""

    kind: ClassVar[bytes] = COSIGNATURE

    @property
    def verifier(self) -> CosignerKey:
        return CosignerKey(self.name, self.public)


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A cosignature that holds: whose, when (POSIX seconds), and its line as it stands below the checkpoint."""

    key: CosignerKey
    at: int
    line: str


def cosign(checkpoint: bytes, key: CosigningKey, *, at: int) -> str:
    """The signature line for this checkpoint note. That it extends what was cosigned before is the caller's duty."""
    text = parse(checkpoint).text
    Checkpoint.parse(text)
    return stamped(text, key, at=at)


def stamped(text: bytes, key: CosigningKey, *, at: int) -> str:
    """The line over any note text. Only `cosign` and signed reports may ask for it: what a key says is fixed."""
    if not 0 <= at <= _LATEST:
        raise BadNote("a cosignature's time does not fit")
    blob = key.verifier.key_id + _STAMP.pack(at) + key.signature_over(_message(text, at))
    return f"— {key.name} {b64encode(blob).decode()}\n"


def time_of(signature: bytes) -> int | None:
    """The POSIX second at the head of a cosignature's bytes; nothing if they are no Ed25519 cosignature."""
    if len(signature) != _STAMP.size + 64:
        return None
    (at,) = _STAMP.unpack_from(signature)
    return int(at) if at <= _LATEST else None


def cosigned(checkpoint: bytes, keys: Iterable[CosignerKey]) -> list[Cosignature]:
    """The cosignatures of these keys on this note, the newest of each. Lines of other keys are ignored;
    a line of a known key that does not hold makes the whole note refused."""
    known = by_name_and_id(keys)
    note = parse(checkpoint)
    newest: dict[CosignerKey, Cosignature] = {}
    for line in note.signatures:
        key, at = known.get((line.name, line.key_id)), time_of(line.signature)
        if key is None:
            continue
        if at is None or not key.accepts(note.text, line.signature):
            raise BadNote(f"the cosignature of {line.name} does not hold")
        if key not in newest or newest[key].at < at:
            newest[key] = Cosignature(key, at, spelled(line))
    return list(newest.values())


def added(checkpoint: bytes, lines: Iterable[str]) -> bytes:
    """The checkpoint note with these lines below its own, each line once. Nothing is verified here."""
    note = parse(checkpoint)
    present = {spelled(line) for line in note.signatures}
    fresh = [line for line in dict.fromkeys(lines) if line not in present]
    longer = checkpoint + "".join(fresh).encode()
    if parse(longer).text != note.text:
        raise BadNote("what was added are not signature lines")
    return longer


def lines_of(body: bytes) -> list[Signature]:
    """The signature lines of a body that holds nothing else."""
    stand_in = b"-\n"
    read = parse(stand_in + b"\n" + body)
    if read.text != stand_in:
        raise BadNote("the body holds more than signature lines")
    return list(read.signatures)


def spelled(signature: Signature) -> str:
    """The one spelling of a signature line, with its newline."""
    return f"— {signature.name} {b64encode(signature.key_id + signature.signature).decode()}\n"


def _message(text: bytes, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n".encode() + text
