"""C2SP signed notes and log checkpoints, byte for byte: writing, reading, verifying.
Whether a head *may* be signed is the signer's question, not asked here."""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, TypeVar

from workflow.log.keys import BadNote, SigningKey, VerifierKey, check_name, unbase64
from workflow.log.tlog import HASH_SIZE, MAX_SIZE

MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 32  # the specification asks for sixteen at least
Key = TypeVar("Key", bound=VerifierKey)
_SIGNATURE_LINE = re.compile(r"— (?P<name>\S+) (?P<blob>[A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    text: bytes  # with its final newline: exactly the signed bytes
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's head. Three lines and never a fourth: nobody could audit an extension line."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        check_name(self.origin)
        if not self.origin.isascii() or not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            raise BadNote("not the head of a log")

    def text(self) -> bytes:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n".encode()

    @classmethod
    def parse(cls, text: bytes) -> Self:
        lines = _decode(text).split("\n")
        if len(lines) != 4 or lines[3] or not _SIZE.fullmatch(lines[1]):
            raise BadNote("a checkpoint is origin, size and root, and nothing more")
        return cls(lines[0], int(lines[1]), unbase64(lines[2]))


def sign(text: bytes, *keys: SigningKey) -> bytes:
    """The note of this text (which must end in a newline), one signature line a key."""
    if not keys or not _decode(text).endswith("\n"):
        raise BadNote("a note is text ending in a newline and at least one signature")
    lines = (_signature_line(key, text) for key in keys)
    return text + b"\n" + "".join(lines).encode()


def parse(note: bytes) -> Note:
    """Text and signatures as they stand. NOTHING is verified: do not believe the text before `verify`."""
    if len(note) > MAX_NOTE_BYTES:
        raise BadNote("note too long")
    text, blank, tail = _decode(note).rpartition("\n\n")
    lines = tail.split("\n")
    if not blank or lines.pop() or not 1 <= len(lines) <= MAX_SIGNATURES:
        raise BadNote("a note is text, an empty line and signature lines")
    return Note(f"{text}\n".encode(), tuple(_read_signature(line) for line in lines))


def verify(note: bytes, vkeys: Iterable[VerifierKey]) -> Note:
    """The note with the signatures of known keys only. Refused if none is known, or if a known one does not hold;
    lines of unknown keys are ignored, so that witnesses may sign below us."""
    known = by_name_and_id(vkeys)
    read = parse(note)
    verified: dict[tuple[str, bytes], Signature] = {}
    for line in read.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        if not key.accepts(read.text, line.signature):
            raise BadNote(f"the signature of {line.name} does not hold")
        verified.setdefault((line.name, line.key_id), line)
    if not verified:
        raise BadNote("no known key has signed this note")
    return Note(read.text, tuple(verified.values()))


def verify_checkpoint(note: bytes, vkey: VerifierKey, *, origin: str) -> Checkpoint:
    """The head of the log `origin`, signed by that log's key."""
    checkpoint = Checkpoint.parse(verify(note, (vkey,)).text)
    if checkpoint.origin != origin:
        raise BadNote(f"this is a checkpoint of {checkpoint.origin}")
    return checkpoint


def _signature_line(key: SigningKey, text: bytes) -> str:
    blob = key.verifier.key_id + key.signature_of(text)
    return f"— {key.name} {b64encode(blob).decode()}\n"


def _read_signature(line: str) -> Signature:
    match = _SIGNATURE_LINE.fullmatch(line)
    if not match:
        raise BadNote("malformed signature line")
    check_name(match["name"])
    blob = unbase64(match["blob"])
    if len(blob) < 5:
        raise BadNote("signature too short")
    return Signature(match["name"], blob[:4], blob[4:])


def by_name_and_id(vkeys: Iterable[Key]) -> dict[tuple[str, bytes], Key]:
    """What a signature line names its key by. Two keys of one name and id would leave open whose line it is."""
    known: dict[tuple[str, bytes], Key] = {}
    for key in vkeys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise BadNote(f"two keys share the name and id of {key.name}")
    return known


def _decode(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise BadNote("not UTF-8") from broken
    if _CONTROL.search(text):
        raise BadNote("control character in a note")
    return text
