"""C2SP proofs (`c2sp.org/tlog-proof@v1`): a leaf's way to a checkpoint and the checkpoint itself, in one text that
is checked offline."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from workflow.log.keys import BadNote, unbase64
from workflow.log.notes import MAX_NOTE_BYTES, Checkpoint, parse
from workflow.log.tlog import HASH_SIZE, MAX_SIZE, verify_inclusion

HEAD: Final = "c2sp.org/tlog-proof@v1"
MAX_HASHES: Final = 63  # a tree that can be stored is no higher
_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})")
_EXTRA: Final = "extra "


@dataclass(frozen=True, slots=True)
class Proof:
    """That a leaf stands at `index` under the head of `checkpoint`, a whole note. `extra` is vouched for by nobody."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def text(self) -> bytes:
        extra = [] if self.extra is None else [_EXTRA + b64encode(self.extra).decode()]
        hashes = [b64encode(node).decode() for node in self.hashes]
        return "\n".join([HEAD, *extra, f"index {self.index}", *hashes, "", ""]).encode() + self.checkpoint

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Read a proof. NOTHING is verified: neither the path nor who signed the checkpoint."""
        head, blank, checkpoint = text.partition(b"\n\n")
        lines = _lines(head, len(text))
        if not blank or lines[:1] != [HEAD]:
            raise BadNote("not a proof of the known kind")
        extra = unbase64(lines.pop(1).removeprefix(_EXTRA)) if lines[1:] and lines[1].startswith(_EXTRA) else None
        index = _INDEX.fullmatch(lines[1]) if lines[1:] else None
        hashes = tuple(unbase64(line) for line in lines[2:])
        if index is None or int(index[1]) > MAX_SIZE or not _hashes(hashes):
            raise BadNote("a proof is an index, hashes and a checkpoint")
        Checkpoint.parse(parse(checkpoint).text)
        return cls(int(index[1]), hashes, checkpoint, extra)

    def head(self) -> Checkpoint:
        """The head that the path leads to, as the note says it; believe it only once its signatures are judged."""
        return Checkpoint.parse(parse(self.checkpoint).text)

    def leads(self, leaf_hash: bytes) -> bool:
        """Does the path lead from this leaf hash to the checkpoint's root?"""
        head = self.head()
        return verify_inclusion(leaf_hash, self.hashes, index=self.index, size=head.size, root=head.root)


def _lines(head: bytes, size: int) -> list[str]:
    if size > MAX_NOTE_BYTES:
        raise BadNote("proof too long")
    try:
        return head.decode("ascii").split("\n")
    except UnicodeDecodeError as broken:
        raise BadNote("not ASCII before the checkpoint") from broken


def _hashes(values: Sequence[bytes]) -> bool:
    return len(values) <= MAX_HASHES and all(len(value) == HASH_SIZE for value in values)
