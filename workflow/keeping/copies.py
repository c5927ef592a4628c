"""Several mirrors' folders as one: what each holds of a log, verified against the head that the log's key signed, and
what the host sealed for itself, opened again. A damaged one is named, and the others serve."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from workflow.keeping.faults import CannotKeep
from workflow.keeping.whole import BENT, UNFIT, Bent, Held, cosigned, head_of, memory_of, origins_of, whole
from workflow.log.keys import VerifierKey
from workflow.log.tlog import leaf_hash
from workflow.parcels.sealing import Key, NotOurs
from workflow.parcels.telling import page_name
from workflow.witnessing.copy import Copy, CopyBroken
from workflow.witnessing.memory import Memory, in_order
from workflow.witnessing.parcels import Parcels
from workflow.words import say

TWO: Final = "镜像 {path} 所讲的 {origin} 与另一镜像不是同一部历史：请先查明哪一份是真的（tongbiao mirror compare）。"
KeyOf = Callable[[str], VerifierKey | None]


class Copies:
    """Folders of mirrors, brought to the host."""

    def __init__(self, folders: Collection[Path], key: Key, key_of: KeyOf) -> None:
        self.key, self.key_of = key, key_of
        self.damaged = dict[str, None]()  # sentences, each once, as they were found
        self.memories = list[Memory]()
        for folder in folders:
            with self._naming():
                self.memories.append(memory_of(folder))
        self.parcels = [Parcels(folder / "payload" / "parcels") for folder in folders]
        self.opened, self.held = cache(self._opened), cache(self._held)

    def origins(self) -> list[str]:
        """Every log that lies in some folder, the oldest first."""
        found = set()
        for memory in self.memories:
            for origin, is_in_place in origins_of(memory):
                if is_in_place:
                    found.add(origin)
                else:
                    self.damaged[say(UNFIT, path=str(memory.folder.parent), origin=origin)] = None
        return sorted(found, key=in_order)

    def cosigned(self, origin: str) -> int:
        """How far any of these keys cosigned."""
        found = [0]
        for memory in self.memories:
            with self._naming():
                found.append(cosigned(memory, origin))
        return max(found)

    def seen(self, origin: str) -> int:
        """How far the log was signed or cosigned as far as these folders show, be their copies whole or not."""
        found = [self.cosigned(origin)]
        for memory in self.memories:
            with self._naming():
                head = head_of(memory, origin, self.key_of(origin))
                found += [head[0].size] if head else []
        return max(found)

    def _held(self, origin: str) -> Held | None:
        """The longest whole copy, if there is one; two that tell two stories are refused."""
        longest: Held | None = None
        for memory in self.memories:
            one = None
            with self._naming():
                one = whole(memory, origin, self.key_of(origin))
            if one is None:
                continue
            shorter, longer = sorted((one.hashes, longest.hashes if longest else one.hashes), key=len)
            if longer[: len(shorter)] != shorter:
                raise CannotKeep(TWO, origin=origin, path=str(memory.folder.parent))
            longest = one if longest is None or one.head.size > longest.head.size else longest
        return longest

    @contextmanager
    def _naming(self) -> Iterator[None]:
        """What is damaged is told once, and passed over."""
        try:
            yield
        except Bent as bent:
            self.damaged[str(bent)] = None

    def leaves(self, origin: str, start: int, held: Held) -> Iterator[bytes | None]:
        """The leaves from `start` on: as a mirror was told them, or as the host sealed them; none that nobody has."""
        told = dict[int, bytes]()
        for memory in self.memories:
            with self._naming():
                told |= _told(memory, origin, start)
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


def _told(memory: Memory, origin: str, start: int) -> dict[int, bytes]:
    """The leaves that one mirror was told."""
    try:
        entries = Copy(memory.place(origin)).entries(start)
        return {one.index: one.leaf for one in entries if one.leaf is not None}
    except (CopyBroken, ValueError, OSError) as broken:
        raise Bent(say(BENT, path=str(memory.folder.parent), origin=origin)) from broken


def reach(content: dict[str, Any]) -> tuple[tuple[str, int, int], int]:
    """Up to which leaf a parcel tells its rows."""
    return in_order(content["log"]), content["size"]
