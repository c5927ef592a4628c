"""The bytes by which a witness is asked to cosign (C2SP tlog-witness `add-checkpoint`), by HTTP or on a disk alike."""

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Final, Self

from workflow.log.keys import BadNote, unbase64
from workflow.log.notes import MAX_NOTE_BYTES, Checkpoint, parse
from workflow.log.tlog import HASH_SIZE, MAX_SIZE

MOST_HASHES: Final = 63
MOST_BYTES: Final = MAX_NOTE_BYTES + 4096
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Request:
    """That a head extends the one of size `old`; `checkpoint` is the whole note."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def body(self) -> bytes:
        lines = [f"old {self.old}", *(b64encode(node).decode() for node in self.proof), "", ""]
        return "\n".join(lines).encode() + self.checkpoint

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a request; nothing in it is verified."""
        head, blank, checkpoint = body.partition(b"\n\n")
        if not blank or len(body) > MOST_BYTES:
            raise BadNote("a request is an old size, hashes, an empty line and a checkpoint")
        try:
            first, *hashes = head.decode("ascii").split("\n")
        except UnicodeDecodeError as broken:
            raise BadNote("not ASCII before the checkpoint") from broken
        old, proof = _OLD.fullmatch(first), tuple(unbase64(line) for line in hashes)
        if old is None or int(old[1]) > MAX_SIZE:
            raise BadNote("no old size")
        if len(proof) > MOST_HASHES or any(len(node) != HASH_SIZE for node in proof):
            raise BadNote("a proof has at most 63 hashes of 32 bytes")
        return cls(int(old[1]), proof, checkpoint)

    def head(self) -> Checkpoint:
        """The head that is to be cosigned, as the note says it."""
        return Checkpoint.parse(parse(self.checkpoint).text)
