"""Several mirrors' folders as one: what each holds of a log, verified against the head that the log's key signed, and
what the host sealed for itself, opened again."""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from workflow.keeping.faults import CannotKeep
from workflow.log.cosignatures import spelled
from workflow.log.keys import VerifierKey
from workflow.log.notes import Checkpoint, verify, verify_checkpoint
from workflow.log.tlog import leaf_hash, root_of
from workflow.parcels.sealing import Key, NotOurs
from workflow.parcels.telling import page_name
from workflow.witnessing import trusted
from workflow.witnessing.copy import Copy, CopyBroken
from workflow.witnessing.memory import Memory, in_order
from workflow.witnessing.parcels import Parcels
from workflow.witnessing.taking import PENDING

BENT: Final = "镜像 {path} 里 {origin} 的副本与它的签名头不符：内容缺损或被改过，请另用别的镜像。"
TWO: Final = "镜像 {path} 所讲的 {origin} 与另一镜像不是同一部历史：请先查明哪一份是真的（tongbiao mirror compare）。"
KeyOf = Callable[[str], VerifierKey | None]


@dataclass(frozen=True)
class Held:
    """The longest copy of a log: its head with the note, and the hashes of all its leaves."""

    head: Checkpoint
    note: bytes
    hashes: list[bytes]


class Copies:
    """Folders of mirrors, brought to the host."""

    def __init__(self, folders: Collection[Path], key: Key, key_of: KeyOf) -> None:
        self.key, self.key_of = key, key_of
        self.memories = [Memory(folder / "logs", trusted.read(folder)) for folder in folders]
        self.parcels = [Parcels(folder / "payload" / "parcels") for folder in folders]
        self.opened = cache(self._opened)

    def origins(self) -> list[str]:
        """Every log that some copy holds, the oldest first."""
        found = {origin for memory in self.memories for origin in memory.origins(PENDING)}
        return sorted(found, key=in_order)

    def cosigned(self, origin: str) -> int:
        """How far any of these keys cosigned; the folder of a witness tells it, too."""
        return max((last[0].size for memory in self.memories if (last := memory.last(origin))), default=0)

    def held(self, origin: str) -> Held:
        """The longest copy; refuses one that does not make its signed root, and two that tell two stories."""
        longest: Held | None = None
        for memory in self.memories:
            note = memory.held(origin, PENDING)
            if note is None:
                continue
            key = self.key_of(origin) or memory.trusted.key_of(origin)
            head = verify_checkpoint(note, key, origin=origin)
            hashes = _hashes(memory, origin, head)
            shorter, longer = sorted((hashes, longest.hashes if longest else hashes), key=len)
            if longer[: len(shorter)] != shorter:
                raise CannotKeep(TWO, origin=origin, path=str(memory.folder.parent))
            if longest is None or head.size > longest.head.size:
                by_log = verify(note, [key])
                longest = Held(head, by_log.text + b"\n" + "".join(map(spelled, by_log.signatures)).encode(), hashes)
        assert longest is not None
        return longest

    def leaves(self, origin: str, start: int, held: Held) -> Iterator[bytes | None]:
        """The leaves from `start` on: as a mirror was told them, or as the host sealed them; none that nobody has."""
        told = dict[int, bytes]()
        for memory in self.memories:
            if memory.held(origin, PENDING) is not None:
                entries = Copy(memory.place(origin)).entries(start)
                told |= {one.index: one.leaf for one in entries if one.leaf is not None}
        for index in range(start, held.head.size):
            leaf = told.get(index)
            if leaf is None:
                sealed = self.page(origin, index).get("leaves", {}).get(str(index))
                leaf = bytes.fromhex(sealed) if sealed else None
            yield leaf if leaf is not None and leaf_hash(leaf) == held.hashes[index] else None

    def page(self, origin: str, index: int) -> dict[str, Any]:
        """The parcel of openings in which a leaf's lie, from whoever has the most of it."""
        name = page_name(origin, index)
        found = [self.opened(name, n) for n in range(len(self.parcels))]
        return max((one for one in found if one), key=lambda one: int(one["newness"]), default={})

    def scope(self, name: str) -> dict[str, Any]:
        """The newest parcel of a scope; nothing where no copy has it."""
        found = [self.opened(name, n) for n in range(len(self.parcels))]
        return max((one for one in found if one), key=reach, default={})

    def file(self, digest: str) -> bytes | None:
        """A handed-in file, opened and hashed again."""
        for parcels in self.parcels:
            sealed = parcels.file(digest)
            with suppress(NotOurs):
                if sealed is not None:
                    return self.key.open_file(digest, sealed)
        return None

    def names(self) -> set[str]:
        return {name for parcels in self.parcels for name in parcels.names()}

    def _opened(self, name: str, n: int) -> dict[str, Any]:
        """What one mirror has of it; bytes that our key did not seal are nothing."""
        sealed = self.parcels[n].sealed(name)
        try:
            return dict(self.key.open(name, sealed)) if sealed is not None else {}
        except NotOurs:
            return {}


def _hashes(memory: Memory, origin: str, head: Checkpoint) -> list[bytes]:
    """The hashes of a copy's leaves; refuses one whose bytes are not those of its signed head."""
    try:
        hashes = Copy(memory.place(origin)).hashes(head.size)
    except CopyBroken:
        hashes = []
    if root_of(hashes) != head.root:
        raise CannotKeep(BENT, origin=origin, path=str(memory.folder.parent))
    return hashes


def reach(content: dict[str, Any]) -> tuple[tuple[str, int, int], int]:
    """Up to which leaf a parcel tells its rows."""
    return in_order(content["log"]), content["size"]
